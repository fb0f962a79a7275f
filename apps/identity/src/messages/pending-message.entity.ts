import { Entity } from 'typeorm';

import type { MediationMessageTemplate, MessageChannel } from '@passerelle/contracts';
import {
  IdColumn,
  InstantColumn,
  IntegerColumn,
  TextColumn,
  UuidColumn,
} from '@passerelle/persistence';

import type { OwnMessageTemplate } from './own-templates.js';

/**
 * A message that is not sent yet. The message is written in the transaction of the change, encrypted with the
 * master key, and deleted once its event is in the outbox.
 */
@Entity({ name: 'pending_messages' })
export class PendingMessage {
  @IdColumn()
  id!: string;

  /** Null for a decoy, so that a request for an unknown person writes as much as any other request. */
  @TextColumn('template', { nullable: true })
  template!: OwnMessageTemplate | MediationMessageTemplate | null;

  @TextColumn('channel')
  channel!: MessageChannel;

  @TextColumn('sealed')
  sealed!: string;

  @TextColumn('dedup_key')
  dedupKey!: string;

  /** For how many seconds the message is valid after it is sent; null without limit. */
  @IntegerColumn('life_seconds', { nullable: true })
  lifeSeconds!: number | null;

  /**
   * The reset of the code in the message. A code that is sent late is valid for as long as any other code.
   */
  @UuidColumn('reset_id', { nullable: true })
  resetId!: string | null;

  @InstantColumn('created_at')
  createdAt!: Date;
}

/** The purpose that a sealed message is bound to. */
export const pendingPurposeOf = (id: string): string => `pending message ${id}`;
