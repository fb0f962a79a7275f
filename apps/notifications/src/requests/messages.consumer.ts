import { Injectable } from '@nestjs/common';

import {
  contactMessageRequestedV1,
  type ContactMessageTemplate,
  forwardedMessageRequestedV1,
  type IdentityMessageTemplate,
  type MediationMessageTemplate,
  type MessageRequest,
  messageRequestedV1,
  rentMessageRequestedV1,
  type RentMessageTemplate,
  secondFactorMessageRequestedV1,
  type SecondFactorMessageTemplate,
} from '@passerelle/contracts';
import { Clock } from '@passerelle/kernel';
import { On, type Received } from '@passerelle/messaging';
import type { Tx } from '@passerelle/persistence';

import { Channels } from '../channels/channels.service.js';
import { Dispatcher } from '../delivery/dispatcher.service.js';
import type { TemplateName } from '../templates/registry.js';
import { firstStatus } from '../messages/message.js';
import { MessagesRepository, type NewMessage } from './messages.repository.js';

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
  async ofIdentity(
    events: readonly Received<MessageRequest<IdentityMessageTemplate>>[],
    tx: Tx,
  ): Promise<void> {
    await this.take(events, tx);
  }

  @On(contactMessageRequestedV1)
  async ofContacts(
    events: readonly Received<MessageRequest<ContactMessageTemplate>>[],
    tx: Tx,
  ): Promise<void> {
    await this.take(events, tx);
  }

  @On(secondFactorMessageRequestedV1)
  async ofSecondFactors(
    events: readonly Received<MessageRequest<SecondFactorMessageTemplate>>[],
    tx: Tx,
  ): Promise<void> {
    await this.take(events, tx);
  }

  @On(forwardedMessageRequestedV1)
  async forwarded(
    events: readonly Received<MessageRequest<MediationMessageTemplate>>[],
    tx: Tx,
  ): Promise<void> {
    await this.take(events, tx);
  }

  @On(rentMessageRequestedV1)
  async ofRentCampaigns(
    events: readonly Received<MessageRequest<RentMessageTemplate>>[],
    tx: Tx,
  ): Promise<void> {
    await this.take(events, tx);
  }

  private async take(
    events: readonly Received<MessageRequest<TemplateName>>[],
    tx: Tx,
  ): Promise<void> {
    const now = this.clock.now();
    const asked = events.map(({ data }) => this.newMessage(data, now));
    await this.messages.addMissing(tx, asked, now);
    tx.afterCommit(() => {
      this.dispatcher.wake();
    });
  }

  private newMessage(data: MessageRequest<TemplateName>, now: Date): NewMessage {
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
