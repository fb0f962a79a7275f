import { Entity, PrimaryColumn } from 'typeorm';

import type { ACKNOWLEDGEMENT_CHANNELS } from '@passerelle/contracts';
import { InstantColumn, TextColumn } from '@passerelle/persistence';

/** The sending of the acknowledgement of one referral: the rows that are not requested are the queue. */
@Entity({ name: 'acknowledgement_dispatches' })
export class Dispatch {
  @PrimaryColumn({ type: 'uuid', name: 'referral_id' })
  referralId!: string;

  @InstantColumn('due_at')
  dueAt!: Date;

  /** When the message was asked for; null while it waits for a key. */
  @InstantColumn('requested_at', { nullable: true })
  requestedAt!: Date | null;

  /** When identity answered whom the message reaches. */
  @InstantColumn('routed_at', { nullable: true })
  routedAt!: Date | null;

  /** Null: nobody is known whom a message reaches, so the letter is to be printed. */
  @TextColumn('channel', { nullable: true })
  channel!: (typeof ACKNOWLEDGEMENT_CHANNELS)[number] | null;
}
