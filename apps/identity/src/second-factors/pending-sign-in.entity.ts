import { Entity } from 'typeorm';

import {
  IdColumn,
  InstantColumn,
  IntegerColumn,
  TextColumn,
  UuidColumn,
} from '@passerelle/persistence';

/** A sign-in whose password was right, and which waits for the second factor. */
@Entity({ name: 'pending_sign_ins' })
export class PendingSignIn {
  @IdColumn()
  id!: string;

  @UuidColumn('account_id')
  accountId!: string;

  /** The account when its password was checked. After any change of the account the sign-in begins anew. */
  @IntegerColumn('account_version')
  accountVersion!: number;

  @TextColumn('token_hash')
  tokenHash!: string;

  /** For a passkey. Each try takes the challenge away, so a challenge serves one try. */
  @TextColumn('challenge', { nullable: true })
  challenge!: string | null;

  @IntegerColumn('tries')
  tries!: number;

  @InstantColumn('expires_at')
  expiresAt!: Date;

  @InstantColumn('completed_at', { nullable: true })
  completedAt!: Date | null;
}
