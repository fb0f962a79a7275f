import { Injectable } from '@nestjs/common';

import { Scheduled } from '@passerelle/messaging';

import { WorkItemsService } from './work-items.service.js';

@Injectable()
export class WorkItemsRetentionSchedule {
  constructor(private readonly workItems: WorkItemsService) {}

  @Scheduled({
    name: 'work-items-retention',
    cron: '53 3 * * *',
    summary:
      'Forgets the work items that ended before the days that are kept (INDICATORS_WORK_ITEM_RETENTION_DAYS). Published figures stay.',
  })
  async forget(): Promise<void> {
    await this.workItems.forgetEnded();
  }
}
