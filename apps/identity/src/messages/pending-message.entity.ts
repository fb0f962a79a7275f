import { Entity } from 'typeorm';

import type { IdentityMessageTemplate, MessageChannel } from '@passerelle/contracts';
import {
  IdColumn,
  InstantColumn,
  IntegerColumn,
  TextColumn,
  UuidColumn,
} from '@passerelle/persistence';

/**
 * A message not yet handed to notifications: written in the transaction of what it tells of, encrypted
 * with the master key, and gone once its event is in the outbox.
 */
@Entity({ name: 'pending_messages' })
export class PendingMessage {
  @IdColumn()
  id!: string;

  /** Null for a decoy: a request about nobody writes as much as one about somebody. */
  @TextColumn('template', { nullable: true })
  template!: IdentityMessageTemplate | null;

  @TextColumn('channel')
  channel!: MessageChannel;

  @TextColumn('sealed')
  sealed!: string;

  @TextColumn('dedup_key')
  dedupKey!: string;

  /** How long the message is worth sending, counted from the sending; null for ever. */
  @IntegerColumn('life_seconds', { nullable: true })
  lifeSeconds!: number | null;

  /** The reset whose code it carries: a code that is sent late is valid for as long as any other. */
  @UuidColumn('reset_id', { nullable: true })
  resetId!: string | null;

  @InstantColumn('created_at')
  createdAt!: Date;
}

/** What the encryption of one is bound to. */
export const pendingPurposeOf = (id: string): string => `pending message ${id}`;
