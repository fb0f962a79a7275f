import { Injectable } from '@nestjs/common';

import { Scheduled } from '@passerelle/messaging';

import { SuspensionsService } from './suspensions.service.js';

@Injectable()
export class SuspensionsSchedule {
  constructor(private readonly suspensions: SuspensionsService) {}

  @Scheduled({
    name: 'suspensions',
    cron: '5 * * * *',
    summary:
      'From the day of suspension on, records whose aid is suspended, regularised or was suspended for nothing; a missed day is made up for.',
  })
  async follow(): Promise<void> {
    await this.suspensions.followAll();
  }
}
