import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { IdParam, Problems } from '@passerelle/http';

import { CONFLICT_REFUSALS } from '../cases/conflict-of-interest.js';
import { NotesView, noteView, NoteView } from './note.view.js';
import { AddNote } from './notes.dto.js';
import { NotesService } from './notes.service.js';

/** The notes of the mediators: no other role reads them (domain M8.1). */
@ApiTags('notes')
@Access({ roles: ['mediator'] })
@Controller('v1/referrals/:id/notes')
export class NotesController {
  constructor(private readonly notes: NotesService) {}

  @Post()
  @ApiOperation({ summary: 'Adds a note; a note does not change the case' })
  @ApiCreatedResponse({ type: NoteView })
  @Problems(...CONFLICT_REFUSALS)
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
    return { items: (await this.notes.ofReferral(actor, id)).map(noteView) };
  }
}
