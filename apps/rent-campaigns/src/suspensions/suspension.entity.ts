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

/** The suspension of one tenant’s aid in one campaign: one row, whose versions others are told of. */
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

  /** The campaign’s day of suspension, also when it was recorded later. */
  @DateColumn('suspended_on')
  suspendedOn!: LocalDate;

  @TextColumn('status')
  status!: SuspensionStatus;

  /** When it was regularised or taken back. */
  @DateColumn('ended_on', { nullable: true })
  endedOn!: LocalDate | null;

  /** The declaration that regularised it. */
  @UuidColumn('declaration_id', { nullable: true })
  declarationId!: string | null;

  @TextColumn('reason', { nullable: true })
  reason!: WithdrawalReason | null;

  @InstantColumn('recorded_at')
  recordedAt!: Date;
}
