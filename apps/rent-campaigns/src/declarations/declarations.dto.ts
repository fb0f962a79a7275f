import { Field, FileNumber, Id, OneOf, PageQuery, Siret } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import type { TenantStatus } from '../tenancies/tenancy.js';
import { LINE_STATES, type LineState } from './line-state.js';
import { LINE } from './line.fields.js';
import { ANOMALIES, type Anomaly } from './line.js';

/** A correction may change every member except those that identify the line. */
export class CorrectDeclaration {
  @Field(LINE.lastName, { optional: true })
  lastName?: string;

  @Field(LINE.birthDate, { optional: true, nullable: true })
  birthDate?: LocalDate | null;

  @Field(LINE.rentCents, { optional: true })
  rentCents?: number;

  @Field(LINE.rent, { optional: true })
  rent?: string;

  @Field(LINE.chargesCents, { optional: true, nullable: true })
  chargesCents?: number | null;

  @Field(LINE.sharedTenancy, { optional: true })
  sharedTenancy?: boolean;

  @Field(LINE.tenantShareCents, { optional: true, nullable: true })
  tenantShareCents?: number | null;

  @Field(LINE.cotenants, { optional: true, nullable: true })
  cotenants?: number | null;

  @Field(LINE.status, { optional: true })
  status?: TenantStatus;

  @Field(LINE.statusOn, { optional: true, nullable: true })
  statusOn?: LocalDate | null;

  @Field(LINE.arrearsCents, { optional: true, nullable: true })
  arrearsCents?: number | null;

  @Field(LINE.arrearsSince, { optional: true, nullable: true })
  arrearsSince?: LocalDate | null;
}

/** A line that a request declares. */
export class DeclareRent extends CorrectDeclaration {
  @Field(LINE.fileNumber)
  fileNumber!: string;

  @Field(LINE.lastName)
  declare lastName: string;

  @Field(LINE.landlordSiret)
  landlordSiret!: string;

  @Field(LINE.dwellingRef)
  dwellingRef!: string;

  @Field(LINE.referenceYear)
  referenceYear!: number;

  @Field(LINE.sharedTenancy)
  declare sharedTenancy: boolean;

  @Field(LINE.status)
  declare status: TenantStatus;
}

const CONFIRMATIONS = ['confirmed', 'withdrawn'] as const;
export type Confirmation = (typeof CONFIRMATIONS)[number];

export class ConfirmDeclaration {
  @OneOf(CONFIRMATIONS, {
    optional: true,
    description:
      'By default `confirmed`; `withdrawn` puts the version that was in force before back in force',
  })
  decision?: Confirmation;
}

export class ConfirmDeclarations {
  @Id({ optional: true, description: 'Only lines whose version in force this import brought' })
  importId?: string;

  @Siret({ optional: true })
  landlordSiret?: string;

  @OneOf(ANOMALIES, {
    optional: true,
    description: 'Only lines with this anomaly and no other: a person has judged this one alone',
  })
  anomaly?: Anomaly;
}

export class DeclarationsQuery extends PageQuery {
  @OneOf(LINE_STATES, { optional: true })
  status?: LineState;

  @Siret({ optional: true })
  landlordSiret?: string;

  @FileNumber({ optional: true })
  fileNumber?: string;
}
