import { Injectable } from '@nestjs/common';

import { Transactions, type Tx } from '@passerelle/persistence';

import { Note } from './note.entity.js';

@Injectable()
export class NotesRepository {
  constructor(private readonly transactions: Transactions) {}

  ofReferral(referralId: string): Promise<Note[]> {
    return this.transactions.reader().find(Note, { where: { referralId }, order: { id: 'ASC' } });
  }

  async insert(tx: Tx, note: Note): Promise<void> {
    await tx.manager.insert(Note, note);
  }
}
