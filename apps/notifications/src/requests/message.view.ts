import { MESSAGE_CHANNELS, type MessageChannel } from '@passerelle/contracts';
import { Shown } from '@passerelle/http';

import { TEMPLATE_NAMES, type TemplateName } from '../templates/registry.js';
import type { Message } from '../messages/message.entity.js';
import { type MessageStatus, STATUSES } from '../messages/message.js';

export class MessageView {
  @Shown({ type: String, format: 'uuid' })
  id!: string;

  @Shown({ type: String, enum: TEMPLATE_NAMES })
  template!: TemplateName;

  @Shown({ type: String, enum: MESSAGE_CHANNELS })
  channel!: MessageChannel;

  @Shown({
    type: String,
    enum: STATUSES,
    description:
      '`kept`: no transport is configured; `unknown`: perhaps sent, an attempt was cut short and a repetition could arrive twice; `failed`: given up; `undeliverable`: refused for good',
  })
  status!: MessageStatus;

  @Shown({ type: String, description: 'Two requests with one key are one message' })
  dedupKey!: string;

  @Shown({ type: 'integer' })
  attempts!: number;

  @Shown({ type: String, nullable: true, description: 'Of the last failed attempt' })
  lastErrorCode!: string | null;

  @Shown({ type: String, format: 'date-time' })
  createdAt!: string;

  @Shown({ type: String, format: 'date-time', nullable: true })
  nextAttemptAt!: string | null;

  @Shown({ type: String, format: 'date-time', nullable: true })
  sentAt!: string | null;

  @Shown({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Afterwards it is worth nothing and is not sent',
  })
  expiresAt!: string | null;

  @Shown({ type: 'integer' })
  version!: number;
}

export class MessageContentView {
  @Shown({ type: String })
  subject!: string;

  @Shown({ type: String, description: 'As its channel carries it: the SMS, or the text form' })
  text!: string;
}

export class MessageDetailView extends MessageView {
  @Shown({
    type: MessageContentView,
    nullable: true,
    description:
      'What the message says: in demo mode only, and until it is sent or forgotten. Elsewhere always null, whoever asks',
  })
  content!: MessageContentView | null;
}

export function messageView(message: Message): MessageView {
  const { id, template, channel, status, dedupKey, attempts, lastErrorCode, version } = message;
  return {
    id,
    template,
    channel,
    status,
    dedupKey,
    attempts,
    lastErrorCode,
    createdAt: message.createdAt.toISOString(),
    nextAttemptAt: status === 'queued' ? (message.dueAt?.toISOString() ?? null) : null,
    sentAt: message.sentAt?.toISOString() ?? null,
    expiresAt: message.expiresAt?.toISOString() ?? null,
    version,
  };
}
