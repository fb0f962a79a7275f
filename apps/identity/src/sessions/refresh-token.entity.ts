import { Entity } from 'typeorm';

import { IdColumn, InstantColumn, TextColumn, UuidColumn } from '@passerelle/persistence';

/** A refresh token, kept as a hash only. The tokens of one session form a family. */
@Entity({ name: 'refresh_tokens' })
export class RefreshToken {
  @IdColumn()
  id!: string;

  @UuidColumn('family_id')
  familyId!: string;

  @UuidColumn('account_id')
  accountId!: string;

  @TextColumn('token_hash')
  tokenHash!: string;

  @InstantColumn('expires_at')
  expiresAt!: Date;

  @InstantColumn('used_at', { nullable: true })
  usedAt!: Date | null;

  @InstantColumn('revoked_at', { nullable: true })
  revokedAt!: Date | null;
}
