import { Injectable } from '@nestjs/common';

import { Scheduled } from '@passerelle/messaging';

import { FrozenStatisticsService } from './frozen-statistics.service.js';

@Injectable()
export class StatisticsSchedule {
  constructor(private readonly frozen: FrozenStatisticsService) {}

  @Scheduled({
    name: 'freeze-statistics',
    cron: '1 0 * * *',
    summary: 'Freezes the figures that all readers but the mediators see during the day.',
  })
  async freeze(): Promise<void> {
    await this.frozen.freezeAll();
  }
}
