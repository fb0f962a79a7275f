import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { Clock, newId } from '@passerelle/kernel';

import { ReferralDesk } from '../referrals/referral-desk.service.js';
import type { Note } from './note.entity.js';
import { NotesRepository } from './notes.repository.js';

@Injectable()
export class NotesService {
  constructor(
    private readonly desk: ReferralDesk,
    private readonly notes: NotesRepository,
    private readonly clock: Clock,
  ) {}

  add(actor: Actor, referralId: string, text: string): Promise<Note> {
    return this.desk.change(actor, referralId, 'add_note', null, async ({ tx }) => {
      const author = actor.subject;
      const note = { id: newId(), referralId, author, text, writtenAt: this.clock.now() };
      await this.notes.insert(tx, note);
      return note;
    });
  }

  of(actor: Actor, referralId: string): Promise<Note[]> {
    return this.desk.read(
      actor,
      referralId,
      'notes',
      () => this.notes.of(referralId),
      'read_notes',
    );
  }
}
