import { Shown } from '@passerelle/http';

import {
  RESET_REASONS,
  RESET_STATUSES,
  type ResetReason,
  type ResetStatus,
} from './second-factor-reset.js';

export class SecondFactorResetView {
  @Shown({ format: 'uuid' })
  id!: string;

  @Shown({ format: 'uuid' })
  accountId!: string;

  @Shown({ enum: RESET_REASONS })
  reason!: ResetReason;

  @Shown({ enum: RESET_STATUSES })
  status!: ResetStatus;

  @Shown({ format: 'uuid', description: 'The account of the administrator' })
  requestedBy!: string;

  @Shown({ type: String, format: 'date-time' })
  requestedAt!: Date;

  @Shown({ type: String, format: 'date-time' })
  expiresAt!: Date;

  @Shown({ type: String, format: 'uuid', nullable: true })
  decidedBy!: string | null;

  @Shown({ type: String, format: 'date-time', nullable: true })
  decidedAt!: Date | null;

  @Shown({ type: 'integer' })
  version!: number;
}
