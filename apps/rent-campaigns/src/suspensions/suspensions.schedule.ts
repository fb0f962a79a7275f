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
      'From the day of suspension on, records suspensions, and regularises or withdraws them. A late run records what earlier runs missed.',
  })
  async follow(): Promise<void> {
    await this.suspensions.followAll();
  }
}
