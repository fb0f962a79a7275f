import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';

import { Transactions, type Tx } from '@passerelle/persistence';

import { TimelineEntry } from './timeline-entry.entity.js';
import type { TimelineKind } from './timeline.js';

@Injectable()
export class TimelineRepository {
  constructor(private readonly transactions: Transactions) {}

  async add(tx: Tx, entries: readonly TimelineEntry[]): Promise<void> {
    await tx.manager.insert(TimelineEntry, [...entries]);
  }

  /** In the order of recording; a case has a few dozen steps at most. */
  of(referralId: string, kinds: readonly TimelineKind[] | 'all'): Promise<TimelineEntry[]> {
    return this.transactions.reader().find(TimelineEntry, {
      where: { referralId, ...(kinds === 'all' ? {} : { kind: In([...kinds]) }) },
      order: { id: 'ASC' },
    });
  }
}
