import { Injectable } from '@nestjs/common';

import { Scheduled } from '@passerelle/messaging';

import { RevocationsService } from './revocations.service.js';

@Injectable()
export class RevocationsSchedule {
  constructor(private readonly revocations: RevocationsService) {}

  @Scheduled({
    name: 'forget-revocations',
    cron: '47 3 * * *',
    summary: 'Forgets revocations of access tokens that have expired.',
  })
  async forgetExpired(): Promise<void> {
    await this.revocations.forgetExpired();
  }
}
