import { Injectable } from '@nestjs/common';

import {
  type IdentityMessageTemplate,
  type MessageChannel,
  messageRequestedV1,
} from '@passerelle/contracts';
import { Clock } from '@passerelle/kernel';
import { On, type Received } from '@passerelle/messaging';
import type { Tx } from '@passerelle/persistence';

import { Channels } from '../channels/channels.service.js';
import { Dispatcher } from '../delivery/dispatcher.service.js';
import { firstStatus } from './message.js';
import { MessagesRepository, type NewMessage } from './messages.repository.js';

interface MessageRequested {
  readonly messageId: string;
  readonly template: IdentityMessageTemplate;
  readonly channel: MessageChannel;
  readonly sealed: string;
  readonly expiresAt: string | null;
  readonly dedupKey: string;
}

/** Takes requests in as they are, sealed: nothing is opened here. */
@Injectable()
export class MessagesConsumer {
  constructor(
    private readonly messages: MessagesRepository,
    private readonly channels: Channels,
    private readonly dispatcher: Dispatcher,
    private readonly clock: Clock,
  ) {}

  @On(messageRequestedV1)
  async requested(events: readonly Received<MessageRequested>[], tx: Tx): Promise<void> {
    const now = this.clock.now();
    const asked = events.map(({ data }) => this.newMessage(data, now));
    await this.messages.addMissing(tx, asked, now);
    tx.afterCommit(() => {
      this.dispatcher.wake();
    });
  }

  private newMessage(data: MessageRequested, now: Date): NewMessage {
    const { messageId, template, channel, dedupKey, sealed } = data;
    const expiresAt = data.expiresAt === null ? null : new Date(data.expiresAt);
    const status = firstStatus(expiresAt, this.channels.configured(channel), now);
    return {
      id: messageId,
      template,
      channel,
      dedupKey,
      status,
      sealed: status === 'expired' ? null : sealed,
      dueAt: status === 'queued' ? now : null,
      expiresAt,
    };
  }
}
