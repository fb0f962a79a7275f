import {
  Cents,
  Day,
  FileNumber,
  Flag,
  OneOf,
  PageQuery,
  Shown,
  Text,
  Whole,
} from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { CHANNELS, type Channel } from '../campaigns/campaign.js';
import { ANOMALIES, type Anomaly } from './line.js';
import { LINE_STATES, type LineState } from './line-state.js';
import { LANDLORD_KINDS, type LandlordKind } from '../landlords/landlord.js';
import { TENANT_STATUSES, type TenantStatus } from '../tenancies/tenancy.js';

const SIRET = {
  max: 14,
  pattern: /^\d{14}$/,
  patternHint: { fr: 'un SIRET de 14 chiffres', en: 'a SIRET of 14 digits' },
};
const EUROS = {
  max: 12,
  pattern: /^\d{1,7}(?:[.,]\d{1,2})?$/,
  patternHint: { fr: 'un montant en euros, 512,34', en: 'an amount in euros, 512.34' },
};

/** What a correction may change: everything but which line it is. */
export class CorrectDeclaration {
  @Text({ max: 100, optional: true })
  lastName?: string;

  @Day({ optional: true, nullable: true })
  birthDate?: LocalDate | null;

  @Cents({ optional: true, description: 'The July rent without charges, of the whole dwelling' })
  rentCents?: number;

  @Text({ ...EUROS, optional: true, description: 'The same in euros, instead of `rentCents`' })
  rent?: string;

  @Cents({ optional: true, nullable: true })
  chargesCents?: number | null;

  @Flag({ optional: true })
  sharedTenancy?: boolean;

  @Cents({ optional: true, nullable: true, description: 'What this tenant pays of a shared rent' })
  tenantShareCents?: number | null;

  @Whole({
    min: 1,
    max: 100,
    optional: true,
    nullable: true,
    description: 'Tenants, this one included',
  })
  cotenants?: number | null;

  @OneOf(TENANT_STATUSES, { optional: true })
  status?: TenantStatus;

  @Day({
    optional: true,
    nullable: true,
    description: 'Of a departure, a death, the end of management',
  })
  statusOn?: LocalDate | null;

  @Cents({ optional: true, nullable: true })
  arrearsCents?: number | null;

  @Day({ optional: true, nullable: true })
  arrearsSince?: LocalDate | null;
}

/** One line, online. */
export class DeclareRent extends CorrectDeclaration {
  @FileNumber()
  fileNumber!: string;

  @Text({ max: 100 })
  declare lastName: string;

  @Text(SIRET)
  landlordSiret!: string;

  @Text({ max: 40, description: 'The landlord’s own key of the dwelling' })
  dwellingRef!: string;

  @Whole({ min: 2000, max: 2100 })
  referenceYear!: number;

  @Flag()
  declare sharedTenancy: boolean;

  @OneOf(TENANT_STATUSES)
  declare status: TenantStatus;
}

export const CONFIRMATIONS = ['confirmed', 'withdrawn'] as const;
export type Confirmation = (typeof CONFIRMATIONS)[number];

export class ConfirmDeclaration {
  @OneOf(CONFIRMATIONS, {
    optional: true,
    description: 'By default `confirmed`; `withdrawn` brings back what was in force before',
  })
  decision?: Confirmation;
}

export class DeclarationsQuery extends PageQuery {
  @OneOf(LINE_STATES, { optional: true })
  status?: LineState;

  @Text({ ...SIRET, optional: true })
  landlordSiret?: string;

  @FileNumber({ optional: true })
  fileNumber?: string;
}

const day = { type: String, format: 'date' } as const;
const dayOrNull = { ...day, nullable: true } as const;
const cents = { type: 'integer', format: 'int64', nullable: true } as const;

/** A line of the campaign. What was declared is null while nothing was. */
export class DeclarationView {
  @Shown({ type: String, format: 'uuid', nullable: true, description: 'Of the declaration' })
  id!: string | null;

  @Shown({ type: 'integer', description: '0 while nothing was declared' })
  version!: number;

  @Shown({ type: 'integer' })
  referenceYear!: number;

  @Shown()
  fileNumber!: string;

  @Shown()
  dwellingRef!: string;

  @Shown()
  landlordSiret!: string;

  @Shown({ type: String, enum: LANDLORD_KINDS, nullable: true })
  landlordKind!: LandlordKind | null;

  @Shown({ enum: LINE_STATES, description: 'Where the line stands today' })
  status!: LineState;

  @Shown({ type: 'integer', description: 'Reminders that the landlord received in this campaign' })
  remindersSent!: number;

  @Shown({ ...dayOrNull, description: 'When the right to the aid ends or ended' })
  lastDayOfRight!: LocalDate | null;

  @Shown({
    ...dayOrNull,
    description: 'Since when the aid is suspended, or was until the declaration, as recorded',
  })
  suspendedOn!: LocalDate | null;

  @Shown({ type: String, enum: CHANNELS, nullable: true })
  channel!: Channel | null;

  @Shown({ ...dayOrNull, description: 'The day of the present version' })
  declaredOn!: LocalDate | null;

  @Shown({ ...dayOrNull, description: 'When the tenant was first declared: what the rates count' })
  firstDeclaredOn!: LocalDate | null;

  @Shown(cents)
  rentCents!: number | null;

  @Shown(cents)
  chargesCents!: number | null;

  @Shown({ type: Boolean, nullable: true })
  sharedTenancy!: boolean | null;

  @Shown(cents)
  tenantShareCents!: number | null;

  @Shown({ type: 'integer', nullable: true })
  cotenants!: number | null;

  @Shown({
    type: String,
    enum: TENANT_STATUSES,
    nullable: true,
    description: 'What the line calls `status`',
  })
  tenantStatus!: TenantStatus | null;

  @Shown(dayOrNull)
  statusOn!: LocalDate | null;

  @Shown(cents)
  arrearsCents!: number | null;

  @Shown(dayOrNull)
  arrearsSince!: LocalDate | null;

  @Shown({
    enum: ANOMALIES,
    isArray: true,
    description: 'What waits for confirmation, or was confirmed',
  })
  anomalies!: Anomaly[];
}
