import { Entity } from 'typeorm';

import type { MessageChannel } from '@passerelle/contracts';
import {
  IdColumn,
  InstantColumn,
  IntegerColumn,
  TextColumn,
  UuidColumn,
} from '@passerelle/persistence';

/** An `activation` is for the first password of an agent or a member of staff. */
export type ResetPurpose = 'reset' | 'activation';

/** The permission to choose a password with a code of six digits. A reset without account is a decoy. */
@Entity({ name: 'password_resets' })
export class PasswordReset {
  @IdColumn()
  id!: string;

  @UuidColumn('account_id', { nullable: true })
  accountId!: string | null;

  @TextColumn('purpose')
  purpose!: ResetPurpose;

  @TextColumn('channel')
  channel!: MessageChannel;

  /** Keyed hash of the id of the reset with the code. */
  @TextColumn('code_hash')
  codeHash!: string;

  @IntegerColumn('tries')
  tries!: number;

  @InstantColumn('created_at')
  createdAt!: Date;

  @InstantColumn('expires_at')
  expiresAt!: Date;

  @InstantColumn('completed_at', { nullable: true })
  completedAt!: Date | null;
}
