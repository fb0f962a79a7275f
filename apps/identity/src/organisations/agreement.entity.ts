import { Entity } from 'typeorm';

import type { LocalDate } from '@passerelle/kernel';
import {
  DateColumn,
  IdColumn,
  InstantColumn,
  IntegerColumn,
  TextArrayColumn,
  TextColumn,
  UuidColumn,
} from '@passerelle/persistence';

import type { AgreementStatus } from './agreement.js';

/** A convention with its contract of service. Each agent belongs to one agreement. */
@Entity({ name: 'agreements' })
export class Agreement {
  @IdColumn()
  id!: string;

  @UuidColumn('organisation_id')
  organisationId!: string;

  /** The public task for which the partner consults dossiers. */
  @TextColumn('purpose')
  purpose!: string;

  /** The extranets of the contract of service, such as `cdap`. */
  @TextArrayColumn('extranets')
  extranets!: string[];

  /** The services of the partner that its agents may answer for: the Caf alone grants them (domain C3.5). */
  @TextArrayColumn('services')
  services!: string[];

  /** The profiles that its agents may have: the Caf alone grants them (domain C3.5). */
  @TextArrayColumn('profiles')
  profiles!: string[];

  @TextColumn('status')
  status!: AgreementStatus;

  @DateColumn('status_on')
  statusOn!: LocalDate;

  @DateColumn('ends_on', { nullable: true })
  endsOn!: LocalDate | null;

  @InstantColumn('created_at')
  createdAt!: Date;

  @IntegerColumn('version')
  version!: number;
}
