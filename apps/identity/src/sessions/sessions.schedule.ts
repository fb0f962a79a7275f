import { Injectable } from '@nestjs/common';

import { Scheduled } from '@passerelle/messaging';

import { SessionsService } from './sessions.service.js';

@Injectable()
export class SessionsSchedule {
  constructor(private readonly sessions: SessionsService) {}

  @Scheduled({
    name: 'forget-refresh-tokens',
    cron: '41 3 * * *',
    summary: 'Forgets refresh tokens that have expired.',
  })
  async forgetExpired(): Promise<void> {
    await this.sessions.forgetExpired();
  }
}
