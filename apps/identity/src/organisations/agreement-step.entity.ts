import { Entity } from 'typeorm';

import type { LocalDate } from '@passerelle/kernel';
import {
  DateColumn,
  IdColumn,
  InstantColumn,
  TextColumn,
  UuidColumn,
} from '@passerelle/persistence';

import type { AgreementStatus } from './agreement.js';

/** A step of an agreement, as it was recorded. */
@Entity({ name: 'agreement_steps' })
export class AgreementStep {
  @IdColumn()
  id!: string;

  @UuidColumn('agreement_id')
  agreementId!: string;

  @TextColumn('status')
  status!: AgreementStatus;

  @DateColumn('step_on')
  on!: LocalDate;

  @TextColumn('reason', { nullable: true })
  reason!: string | null;

  @UuidColumn('recorded_by')
  recordedBy!: string;

  @InstantColumn('recorded_at')
  recordedAt!: Date;
}
