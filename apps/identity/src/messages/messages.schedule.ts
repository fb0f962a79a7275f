import { Injectable } from '@nestjs/common';

import { Scheduled } from '@passerelle/messaging';

import { MessageSendingService } from './message-sending.service.js';

@Injectable()
export class MessagesSchedule {
  constructor(private readonly sending: MessageSendingService) {}

  @Scheduled({
    name: 'send-messages',
    cron: '* * * * *',
    summary: 'Seals and sends the messages that wait for the public key of notifications.',
  })
  async send(): Promise<void> {
    await this.sending.send();
  }
}
