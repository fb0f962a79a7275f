import { Injectable } from '@nestjs/common';

import { Scheduled } from '@passerelle/messaging';

import { SigningKeysService } from './signing-keys.service.js';

@Injectable()
export class SigningKeysSchedule {
  constructor(private readonly keys: SigningKeysService) {}

  @Scheduled({
    name: 'rotate-signing-key',
    cron: '7 4 * * *',
    summary:
      'Publishes the next signing key when the newest is old, and deletes keys whose last token has expired.',
  })
  async maintain(): Promise<void> {
    await this.keys.maintain();
  }
}
