import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { Clock, newId } from '@passerelle/kernel';

import { ReferralAccessService } from '../referrals/referral-access.service.js';
import type { Note } from './note.entity.js';
import { NotesRepository } from './notes.repository.js';

@Injectable()
export class NotesService {
  constructor(
    private readonly access: ReferralAccessService,
    private readonly notes: NotesRepository,
    private readonly clock: Clock,
  ) {}

  add(actor: Actor, referralId: string, text: string): Promise<Note> {
    return this.access.change(actor, referralId, 'add_note', null, async ({ tx }) => {
      const author = actor.subject;
      const note = { id: newId(), referralId, author, text, writtenAt: this.clock.now() };
      await this.notes.insert(tx, note);
      return note;
    });
  }

  ofReferral(actor: Actor, referralId: string): Promise<Note[]> {
    return this.access.read(
      actor,
      referralId,
      'notes',
      () => this.notes.ofReferral(referralId),
      'read_notes',
    );
  }
}
