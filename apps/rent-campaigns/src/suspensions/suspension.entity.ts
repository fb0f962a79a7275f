import { Entity } from 'typeorm';

import type { LocalDate } from '@passerelle/kernel';
import {
  DateColumn,
  IdColumn,
  InstantColumn,
  IntegerColumn,
  TextColumn,
  UuidColumn,
} from '@passerelle/persistence';

import type { SuspensionStatus, WithdrawalReason } from './suspension.js';

/** The suspension of the aid of one tenant in one campaign. Each version of the row is one event for other services. */
@Entity({ name: 'suspensions' })
export class Suspension {
  @IdColumn()
  id!: string;

  @IntegerColumn('version')
  version!: number;

  @IntegerColumn('reference_year')
  referenceYear!: number;

  @TextColumn('file_number')
  fileNumber!: string;

  @TextColumn('dwelling_ref')
  dwellingRef!: string;

  @TextColumn('landlord_siret')
  landlordSiret!: string;

  /** The day of suspension of the campaign, also when the suspension was recorded later. */
  @DateColumn('suspended_on')
  suspendedOn!: LocalDate;

  @TextColumn('status')
  status!: SuspensionStatus;

  /** The day on which the suspension was regularised or withdrawn. */
  @DateColumn('ended_on', { nullable: true })
  endedOn!: LocalDate | null;

  /** The declaration that regularised the suspension. */
  @UuidColumn('declaration_id', { nullable: true })
  declarationId!: string | null;

  @TextColumn('reason', { nullable: true })
  reason!: WithdrawalReason | null;

  @InstantColumn('recorded_at')
  recordedAt!: Date;
}
