import { Entity } from 'typeorm';

import type { MessageChannel } from '@passerelle/contracts';
import {
  IdColumn,
  InstantColumn,
  IntegerColumn,
  TextColumn,
  UuidColumn,
} from '@passerelle/persistence';

import type { TemplateName } from '../templates/registry.js';
import type { MessageStatus } from './message.js';

/** A message and what became of it. Who it is for and what it says is in `sealed`, and nowhere else. */
@Entity({ name: 'messages' })
export class Message {
  /** Given by the service that asked for it. */
  @IdColumn()
  id!: string;

  @TextColumn('template')
  template!: TemplateName;

  @TextColumn('channel')
  channel!: MessageChannel;

  /** Two requests with one key are one message. */
  @TextColumn('dedup_key')
  dedupKey!: string;

  @TextColumn('status')
  status!: MessageStatus;

  @IntegerColumn('attempts')
  attempts!: number;

  /** Of the last attempt that failed. */
  @TextColumn('last_error_code', { nullable: true })
  lastErrorCode!: string | null;

  /** The JWE as it came; null once nothing more will be done with it. */
  @TextColumn('sealed', { nullable: true })
  sealed!: string | null;

  /** Names the attempt under way: whoever holds another one has lost the message. */
  @UuidColumn('attempt_id', { nullable: true })
  attemptId!: string | null;

  /** Since when the attempt under way may have reached the outside; null before. */
  @InstantColumn('handover_at', { nullable: true })
  sendingSince!: Date | null;

  /** When to look at it next: the next attempt, or the end of the claim of the one under way. */
  @InstantColumn('due_at', { nullable: true })
  dueAt!: Date | null;

  @InstantColumn('created_at')
  createdAt!: Date;

  @InstantColumn('sent_at', { nullable: true })
  sentAt!: Date | null;

  @InstantColumn('expires_at', { nullable: true })
  expiresAt!: Date | null;

  @IntegerColumn('version')
  version!: number;
}

/** The columns of a message, named as the members of the entity, for statements of one's own. */
export const MESSAGE_COLUMNS = `id, template, channel, dedup_key as "dedupKey", status, attempts,
  last_error_code as "lastErrorCode", sealed, attempt_id as "attemptId", handover_at as "sendingSince",
  due_at as "dueAt", created_at as "createdAt", sent_at as "sentAt", expires_at as "expiresAt", version`;
