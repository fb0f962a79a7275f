import { Inject, Injectable } from '@nestjs/common';

import { Clock } from '@passerelle/kernel';
import { Transactions } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import { Channels } from '../channels/channels.service.js';
import { SendingLimitsService } from '../delivery/sending-limits.service.js';
import { daysAgo } from '../messages/message.js';
import type { NotificationsSettings } from '../notifications.settings.js';
import { MessagesRepository } from './messages.repository.js';

/** What is forgotten in time: first the content, then the record. */
@Injectable()
export class MessageRetentionService {
  constructor(
    private readonly messages: MessagesRepository,
    private readonly limits: SendingLimitsService,
    private readonly transactions: Transactions,
    private readonly channels: Channels,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: NotificationsSettings,
  ) {}

  async forget(): Promise<void> {
    const now = this.clock.now();
    const { contentDays, historyDays } = this.settings;
    await this.transactions.run(async (tx) => {
      await this.messages.forgetContent(tx, daysAgo(contentDays, now));
      await this.messages.remove(tx, daysAgo(historyDays, now));
      await this.limits.forget(tx, daysAgo(0, now));
    });
    await this.channels.letter.tidy((ids) => this.messages.open(ids));
  }
}
