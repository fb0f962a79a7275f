import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';

import { Transactions } from '@passerelle/persistence';

import type { TimelineKind } from '../cases/timeline-step.js';
import { TimelineEntry } from './timeline-entry.entity.js';

/** The steps of a referral. */
@Injectable()
export class TimelineDirectory {
  constructor(private readonly transactions: Transactions) {}

  /** In the order of recording; a case has a few dozen steps at most. */
  ofReferral(referralId: string, kinds: readonly TimelineKind[] | 'all'): Promise<TimelineEntry[]> {
    return this.transactions.reader().find(TimelineEntry, {
      where: { referralId, ...(kinds === 'all' ? {} : { kind: In([...kinds]) }) },
      order: { id: 'ASC' },
    });
  }
}
