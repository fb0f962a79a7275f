import { Injectable } from '@nestjs/common';

import { Scheduled } from '@passerelle/messaging';

import { SessionsService } from './sessions.service.js';

@Injectable()
export class SessionsSchedule {
  constructor(private readonly sessions: SessionsService) {}

  @Scheduled({
    name: 'forget-sessions',
    cron: '41 3 * * *',
    summary: 'Forgets refresh tokens that have expired, and sessions a day after they ended.',
  })
  async forgetEnded(): Promise<void> {
    await this.sessions.forgetEnded();
  }
}
