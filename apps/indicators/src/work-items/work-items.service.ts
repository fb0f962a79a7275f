import { Inject, Injectable } from '@nestjs/common';

import { Clock, startOfParisDay } from '@passerelle/kernel';
import { Transactions, type Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { IndicatorsSettings } from '../indicators.settings.js';
import { keptSince } from './retention.js';
import { WorkItemsRepository } from './work-items.repository.js';

/** One transaction removes this many rows at most, so that imports and events do not wait for long. */
const BATCH = 10_000;

/** Writes work items for the import of batches, and forgets old items. */
@Injectable()
export class WorkItemsService {
  constructor(
    private readonly workItems: WorkItemsRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: IndicatorsSettings,
  ) {}

  /** Takes over the staged lines of a batch, see `WorkItemsRepository.mergeBatch`. */
  async mergeBatch(tx: Tx, table: string): Promise<void> {
    await this.workItems.mergeBatch(tx, table);
  }

  /** Forgets the items that ended before the days that are kept. */
  async forgetEnded(): Promise<void> {
    const since = keptSince(this.clock.today(), this.settings.workItemRetentionDays);
    const before = startOfParisDay(since);
    const batch = () =>
      this.transactions.run((tx) => this.workItems.forgetEnded(tx, before, BATCH));
    while ((await batch()) === BATCH);
  }
}
