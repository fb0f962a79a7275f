import { Injectable } from '@nestjs/common';

import { Scheduled } from '@passerelle/messaging';

import { MessageKeysService } from './message-keys.service.js';

@Injectable()
export class MessageKeysSchedule {
  constructor(private readonly keys: MessageKeysService) {}

  @Scheduled({
    name: 'rotate-message-keys',
    cron: '47 3 * * *',
    summary:
      'Makes a new key for messages when the newest is old, and ends those replaced long ago.',
  })
  async rotate(): Promise<void> {
    await this.keys.rotate();
  }
}
