import { Injectable } from '@nestjs/common';

import { Scheduled } from '@passerelle/messaging';

import { PendingSignInsService } from './pending-sign-ins.service.js';
import { SecondFactorsService } from './second-factors.service.js';

@Injectable()
export class SecondFactorsSchedule {
  constructor(
    private readonly pending: PendingSignInsService,
    private readonly factors: SecondFactorsService,
  ) {}

  @Scheduled({
    name: 'forget-unfinished-second-factors',
    cron: '23 * * * *',
    summary:
      'Forgets sign-ins that waited in vain for a second factor, and factors that were begun a day ago and never confirmed.',
  })
  async forgetUnfinished(): Promise<void> {
    await this.pending.forgetExpired();
    await this.factors.forgetUnfinished();
  }
}
