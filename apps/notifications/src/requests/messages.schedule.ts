import { Injectable } from '@nestjs/common';

import { Scheduled } from '@passerelle/messaging';

import { MessageRetentionService } from './message-retention.service.js';

@Injectable()
export class MessagesSchedule {
  constructor(private readonly retention: MessageRetentionService) {}

  @Scheduled({
    name: 'forget-messages',
    cron: '37 3 * * *',
    summary:
      'Forgets the content of messages that were not sent, then the records of old messages, and removes letters that will not leave.',
  })
  async forget(): Promise<void> {
    await this.retention.forget();
  }
}
