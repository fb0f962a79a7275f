import { Entity } from 'typeorm';

import { IdColumn, InstantColumn, TextColumn, UuidColumn } from '@passerelle/persistence';

/** A refresh token of a session, kept as a hash only. */
@Entity({ name: 'refresh_tokens' })
export class RefreshToken {
  @IdColumn()
  id!: string;

  @UuidColumn('session_id')
  sessionId!: string;

  @TextColumn('token_hash')
  tokenHash!: string;

  @InstantColumn('expires_at')
  expiresAt!: Date;

  @InstantColumn('used_at', { nullable: true })
  usedAt!: Date | null;
}
