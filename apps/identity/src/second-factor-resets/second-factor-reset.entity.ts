import { Entity } from 'typeorm';

import {
  IdColumn,
  InstantColumn,
  IntegerColumn,
  TextColumn,
  UuidColumn,
} from '@passerelle/persistence';

import type { ResetDecision, ResetReason, ResetState } from './second-factor-reset.js';

/** An administrator’s request to remove the second factors of an account, which another one decides. */
@Entity({ name: 'second_factor_resets' })
export class SecondFactorReset implements ResetState {
  @IdColumn()
  id!: string;

  @UuidColumn('account_id')
  accountId!: string;

  @TextColumn('reason')
  reason!: ResetReason;

  @UuidColumn('requested_by')
  requestedBy!: string;

  @InstantColumn('requested_at')
  requestedAt!: Date;

  @InstantColumn('expires_at')
  expiresAt!: Date;

  @TextColumn('decision', { nullable: true })
  decision!: ResetDecision | null;

  @UuidColumn('decided_by', { nullable: true })
  decidedBy!: string | null;

  @InstantColumn('decided_at', { nullable: true })
  decidedAt!: Date | null;

  @IntegerColumn('version')
  version!: number;
}
