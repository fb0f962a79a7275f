import { Entity } from 'typeorm';

import { IdColumn, InstantColumn, TextColumn, UuidColumn } from '@passerelle/persistence';

/** A code for the day on which the factor is lost. The code is kept as a hash only and serves once. */
@Entity({ name: 'recovery_codes' })
export class RecoveryCode {
  @IdColumn()
  id!: string;

  @UuidColumn('account_id')
  accountId!: string;

  @TextColumn('code_hash')
  codeHash!: string;

  @InstantColumn('created_at')
  createdAt!: Date;

  @InstantColumn('used_at', { nullable: true })
  usedAt!: Date | null;
}
