import { Injectable } from '@nestjs/common';

import { Scheduled } from '@passerelle/messaging';

import { ThrottlingService } from './throttling.service.js';

@Injectable()
export class ThrottlingSchedule {
  constructor(private readonly throttling: ThrottlingService) {}

  @Scheduled({
    name: 'forget-tries',
    cron: '23 3 * * *',
    summary:
      'Forgets counted tries after two days, used captchas that have expired, and addresses from which nobody has signed in for long.',
  })
  async forgetStale(): Promise<void> {
    await this.throttling.forgetStale();
  }
}
