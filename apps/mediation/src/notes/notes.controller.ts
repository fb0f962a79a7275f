import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { IdParam, Problems, Shown, Text } from '@passerelle/http';

import { referralErrors } from '../referrals/referrals.errors.js';
import type { Note } from './note.entity.js';
import { NotesService } from './notes.service.js';

class AddNote {
  @Text({ max: 20_000 })
  text!: string;
}

class NoteView {
  @Shown({ format: 'uuid' })
  id!: string;

  @Shown({ format: 'uuid' })
  author!: string;

  @Shown()
  text!: string;

  @Shown({ type: String, format: 'date-time' })
  writtenAt!: string;
}

class NotesView {
  @Shown({ type: [NoteView] })
  items!: NoteView[];
}

/** The mediators' own notes: no other role ever reaches them (domain § 1.8). */
@ApiTags('notes')
@Access({ roles: ['mediator'] })
@Controller('v1/referrals/:id/notes')
export class NotesController {
  constructor(private readonly notes: NotesService) {}

  @Post()
  @ApiOperation({ summary: 'Adds a note; notes change nothing of the case' })
  @ApiCreatedResponse({ type: NoteView })
  @Problems(referralErrors.conflictOfInterest)
  async add(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @Body() command: AddNote,
  ): Promise<NoteView> {
    return noteView(await this.notes.add(actor, id, command.text));
  }

  @Get()
  @ApiOperation({ summary: 'The notes of a case' })
  @ApiOkResponse({ type: NotesView })
  async of(@Caller() actor: Actor, @IdParam() id: string): Promise<NotesView> {
    return { items: (await this.notes.of(actor, id)).map(noteView) };
  }
}

function noteView({ id, author, text, writtenAt }: Note): NoteView {
  return { id, author, text, writtenAt: writtenAt.toISOString() };
}
