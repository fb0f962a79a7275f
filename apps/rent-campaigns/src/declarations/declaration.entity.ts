import { Entity, PrimaryColumn } from 'typeorm';

import type { LocalDate } from '@passerelle/kernel';
import {
  BooleanColumn,
  CentsColumn,
  DateColumn,
  IdColumn,
  InstantColumn,
  IntegerColumn,
  TextArrayColumn,
  TextColumn,
  UuidColumn,
} from '@passerelle/persistence';

import type { Channel } from '../campaigns/campaign.js';
import type { TenantStatus } from '../tenancies/tenancy.js';
import type { DeclarationStatus } from './line-state.js';
import type { Anomaly, RentLine } from './line.js';

/** The members of each version of a declaration. */
class DeclarationContent implements RentLine {
  @IntegerColumn('reference_year')
  referenceYear!: number;

  @TextColumn('file_number')
  fileNumber!: string;

  @TextColumn('dwelling_ref')
  dwellingRef!: string;

  @TextColumn('status')
  status!: DeclarationStatus;

  @TextColumn('channel')
  channel!: Channel;

  @TextColumn('landlord_siret')
  landlordSiret!: string;

  /** The name as the landlord wrote it. */
  @TextColumn('last_name')
  lastName!: string;

  @DateColumn('birth_date', { nullable: true })
  birthDate!: LocalDate | null;

  @CentsColumn('rent_cents')
  rentCents!: number;

  @CentsColumn('charges_cents', { nullable: true })
  chargesCents!: number | null;

  @BooleanColumn('shared_tenancy')
  sharedTenancy!: boolean;

  @CentsColumn('tenant_share_cents', { nullable: true })
  tenantShareCents!: number | null;

  @IntegerColumn('cotenants', { nullable: true })
  cotenants!: number | null;

  @TextColumn('tenant_status')
  tenantStatus!: TenantStatus;

  @DateColumn('status_on', { nullable: true })
  statusOn!: LocalDate | null;

  @CentsColumn('arrears_cents', { nullable: true })
  arrearsCents!: number | null;

  @DateColumn('arrears_since', { nullable: true })
  arrearsSince!: LocalDate | null;

  /** The findings of the soft checks, confirmed or not. */
  @TextArrayColumn('anomalies')
  anomalies!: Anomaly[];

  /** The first day on which a line said this. */
  @DateColumn('declared_on')
  declaredOn!: LocalDate;

  /** The last moment at which a line said this: it decides between lines that contradict each other. */
  @InstantColumn('stated_at')
  statedAt!: Date;

  @DateColumn('first_declared_on', { nullable: true })
  firstDeclaredOn!: LocalDate | null;

  /** The channel of the version first accepted: the rates count the tenant by this channel. */
  @TextColumn('first_channel', { nullable: true })
  firstChannel!: Channel | null;

  /** While the version waits for a confirmation: since when the tenant is declared. */
  @DateColumn('waiting_since', { nullable: true })
  waitingSince!: LocalDate | null;

  @BooleanColumn('rectified')
  rectified!: boolean;

  @UuidColumn('import_id', { nullable: true })
  importId!: string | null;

  @IntegerColumn('import_line', { nullable: true })
  importLine!: number | null;

  @UuidColumn('declared_by', { nullable: true })
  declaredBy!: string | null;

  @InstantColumn('recorded_at')
  recordedAt!: Date;
}

/** The last version for a tenant, a dwelling and a year. */
@Entity({ name: 'declarations' })
export class Declaration extends DeclarationContent {
  @IdColumn()
  id!: string;

  @IntegerColumn('version')
  version!: number;
}

/** An earlier version. A trigger of the database keeps each version that a later one replaces. */
@Entity({ name: 'declaration_history' })
export class SupersededDeclaration extends DeclarationContent {
  @IdColumn()
  id!: string;

  @PrimaryColumn({ type: 'integer', name: 'version' })
  version!: number;
}
