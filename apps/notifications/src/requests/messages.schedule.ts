import { Inject, Injectable } from '@nestjs/common';

import { Clock } from '@passerelle/kernel';
import { Scheduled } from '@passerelle/messaging';
import { Transactions } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import { Channels } from '../channels/channels.service.js';
import { MessageKeysService } from '../keys/message-keys.service.js';
import type { NotificationsSettings } from '../notifications.settings.js';
import { daysAgo } from './message.js';
import { MessagesRepository } from './messages.repository.js';

@Injectable()
export class MessagesSchedule {
  constructor(
    private readonly messages: MessagesRepository,
    private readonly transactions: Transactions,
    private readonly channels: Channels,
    private readonly keys: MessageKeysService,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: NotificationsSettings,
  ) {}

  @Scheduled({
    name: 'forget-messages',
    cron: '37 3 * * *',
    summary:
      'Forgets the content of messages that were not sent, then the records of old messages, and removes letters that will not leave.',
  })
  async forget(): Promise<void> {
    const now = this.clock.now();
    const { contentDays, historyDays } = this.settings;
    await this.transactions.run(async (tx) => {
      await this.messages.forgetContent(tx, daysAgo(contentDays, now));
      await this.messages.remove(tx, daysAgo(historyDays, now));
    });
    await this.channels.letter.tidy((ids) => this.messages.open(ids));
  }

  @Scheduled({
    name: 'rotate-message-keys',
    cron: '47 3 * * *',
    summary:
      'Makes a new key for messages when the newest is old, and ends those replaced long ago.',
  })
  async rotateKeys(): Promise<void> {
    await this.keys.rotate();
  }
}
