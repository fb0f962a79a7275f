import { Inject, Injectable } from '@nestjs/common';

import { Clock, startOfParisDay } from '@passerelle/kernel';
import { Scheduled } from '@passerelle/messaging';
import { Transactions } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { IndicatorsSettings } from '../indicators.settings.js';
import { keptSince } from './retention.js';
import { WorkItemsRepository } from './work-items.repository.js';

/** Of one transaction: imports and events wait for no more than that. */
const BATCH = 10_000;

@Injectable()
export class WorkItemsRetentionSchedule {
  constructor(
    private readonly workItems: WorkItemsRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: IndicatorsSettings,
  ) {}

  @Scheduled({
    name: 'work-items-retention',
    cron: '53 3 * * *',
    summary:
      'Forgets work items so many days after they ended (INDICATORS_WORK_ITEM_RETENTION_DAYS). Published figures stay.',
  })
  async forget(): Promise<void> {
    const since = keptSince(this.clock.today(), this.settings.workItemRetentionDays);
    const before = startOfParisDay(since);
    const batch = () =>
      this.transactions.run((tx) => this.workItems.forgetEnded(tx, before, BATCH));
    while ((await batch()) === BATCH);
  }
}
