import { Inject, Injectable } from '@nestjs/common';

import { assertExpected, type ExpectedVersions, requestErrors } from '@passerelle/http';
import { Clock } from '@passerelle/kernel';
import { decodeCursor, type Page, toPage, Transactions } from '@passerelle/persistence';
import { PLATFORM_SETTINGS, type PlatformSettings } from '@passerelle/service-kit';

import { Channels } from '../channels/channels.service.js';
import { Dispatcher } from '../delivery/dispatcher.service.js';
import { MessageOpener } from '../delivery/message-opener.service.js';
import { mailText } from '../rendering/mail-text.js';
import { smsText } from '../rendering/sms-text.js';
import type { Message } from '../messages/message.entity.js';
import { CHANNEL_WORDS, isOver, mayRetry, STATUS_WORDS } from '../messages/message.js';
import {
  type MessageContentView,
  type MessageDetailView,
  type MessageView,
  messageView,
} from './message.view.js';
import type { MessagesQuery } from './messages.dto.js';
import { messageErrors } from './messages.errors.js';
import { MessagesRepository } from './messages.repository.js';

/** What administrators see and do. */
@Injectable()
export class MessagesService {
  constructor(
    private readonly messages: MessagesRepository,
    private readonly transactions: Transactions,
    private readonly channels: Channels,
    private readonly opener: MessageOpener,
    private readonly dispatcher: Dispatcher,
    private readonly clock: Clock,
    @Inject(PLATFORM_SETTINGS) private readonly platform: PlatformSettings,
  ) {}

  async list({ limit, after, ...filter }: MessagesQuery): Promise<Page<MessageView>> {
    const cursor =
      after === undefined ? null : (decodeCursor(after, ['instant', 'id']) as [string, string]);
    const rows = await this.messages.page(filter, cursor, limit + 1);
    const page = toPage(rows, limit, ({ createdAt, id }) => [createdAt.toISOString(), id]);
    return { items: page.items.map(messageView), next: page.next };
  }

  /** @throws DomainError `request/unknown-id` */
  async get(id: string): Promise<MessageDetailView> {
    const message = await this.messages.byId(id);
    if (message === null) throw requestErrors.unknownId();
    return { ...messageView(message), content: await this.contentOf(message) };
  }

  /**
   * @throws DomainError `request/unknown-id`, `notifications/not-retryable`,
   *   `notifications/content-forgotten`, `notifications/no-transport`
   */
  async retry(id: string, expected: ExpectedVersions): Promise<MessageView> {
    return this.transactions.run(async (tx) => {
      const message = await this.messages.byIdForChange(tx, id);
      if (message === null) throw requestErrors.unknownId();
      assertExpected(expected, message.version);
      const now = this.clock.now();
      const { status, channel } = message;
      if (!mayRetry(status)) throw messageErrors.notRetryable({ status: STATUS_WORDS[status] });
      if (message.sealed === null || isOver(message.expiresAt, now)) {
        throw messageErrors.contentForgotten();
      }
      if (!this.channels.configured(channel))
        throw messageErrors.noTransport({ channel: CHANNEL_WORDS[channel] });
      const queued = await this.messages.requeue(tx, message, now);
      tx.afterCommit(() => {
        this.dispatcher.wake();
      });
      return messageView(queued);
    });
  }

  /** So that a demo can be played to its end without a mailbox. Demo mode never runs in production. */
  private async contentOf(message: Message): Promise<MessageContentView | null> {
    if (!this.platform.demo || message.sealed === null) return null;
    const opened = await this.opener.open({ ...message, sealed: message.sealed }).catch(() => null);
    if (opened === null) return null;
    const { wording, correspondence } = opened;
    const text = message.channel === 'sms' ? smsText(wording) : mailText(wording, correspondence);
    return { subject: wording.subject, text };
  }
}
