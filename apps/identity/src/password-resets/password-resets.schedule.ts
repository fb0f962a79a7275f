import { Injectable } from '@nestjs/common';

import { Scheduled } from '@passerelle/messaging';

import { PasswordResetsService } from './password-resets.service.js';

@Injectable()
export class PasswordResetsSchedule {
  constructor(private readonly resets: PasswordResetsService) {}

  @Scheduled({
    name: 'forget-password-resets',
    cron: '11 * * * *',
    summary: 'Forgets codes a day after they expired.',
  })
  async forgetExpired(): Promise<void> {
    await this.resets.forgetExpired();
  }
}
