import { Cents, Day, FileNumber, OneOf, PageQuery, Shown, Text, Whole } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { DECEASED, type Deceased, TENANCY_EVENTS, type TenancyEventKind } from './legal-clocks.js';
import type { TenancyEvent } from './tenancy-event.entity.js';
import { AID_PAYEES, type AidPayee } from '../tenancies/tenancy.js';

const SIRET = {
  max: 14,
  pattern: /^\d{14}$/,
  patternHint: { fr: 'un SIRET de 14 chiffres', en: 'a SIRET of 14 digits' },
};

export class ReportTenancyEvent {
  @OneOf(TENANCY_EVENTS)
  kind!: TenancyEventKind;

  @FileNumber()
  fileNumber!: string;

  @Text(SIRET)
  landlordSiret!: string;

  @Text({ max: 40 })
  dwellingRef!: string;

  @Day({ description: 'When it happened; of arrears, when the debt reached the threshold' })
  occurredOn!: LocalDate;

  @Day({
    optional: true,
    description: 'When the report reached the Caf: for what the Caf records; else today',
  })
  reportedOn?: LocalDate;

  @OneOf(DECEASED, { optional: true, nullable: true, description: 'Of a death' })
  deceased?: Deceased | null;

  @Text({
    max: 1_000,
    optional: true,
    nullable: true,
    description: 'Why it manifestly could not be reported within a month (D823-15 CCH)',
  })
  hindrance?: string | null;

  @Whole({ min: 1, max: 100, optional: true, nullable: true, description: 'Tenants from then on' })
  cotenants?: number | null;

  @Cents({ optional: true, nullable: true, description: 'The tenant’s share from then on' })
  tenantShareCents?: number | null;

  @Cents({ optional: true, nullable: true, min: 1, description: 'Of arrears: what is owed' })
  arrearsCents?: number | null;

  @Cents({
    optional: true,
    nullable: true,
    description: 'Monthly rent, when it is not the declared one',
  })
  rentCents?: number | null;

  @Cents({ optional: true, nullable: true, description: 'Monthly charges, likewise' })
  chargesCents?: number | null;

  @Cents({ optional: true, nullable: true, description: 'Monthly aid, likewise' })
  aidCents?: number | null;

  @OneOf(AID_PAYEES, { optional: true, nullable: true })
  aidPaidTo?: AidPayee | null;
}

export class TenancyEventsQuery extends PageQuery {
  @OneOf(TENANCY_EVENTS, { optional: true })
  kind?: TenancyEventKind;

  @FileNumber({ optional: true })
  fileNumber?: string;

  @Text({ ...SIRET, optional: true })
  landlordSiret?: string;
}

const day = { type: String, format: 'date' } as const;
const dayOrNull = { ...day, nullable: true } as const;
const cents = { type: 'integer', format: 'int64', nullable: true } as const;

export class TenancyEventView {
  @Shown({ type: String, format: 'uuid' })
  id!: string;

  @Shown({ type: 'integer' })
  version!: number;

  @Shown({ enum: TENANCY_EVENTS })
  kind!: TenancyEventKind;

  @Shown()
  fileNumber!: string;

  @Shown()
  landlordSiret!: string;

  @Shown()
  dwellingRef!: string;

  @Shown(day)
  occurredOn!: LocalDate;

  @Shown(day)
  reportedOn!: LocalDate;

  @Shown({ type: String, enum: DECEASED, nullable: true })
  deceased!: Deceased | null;

  @Shown({ description: 'Whether a hindrance gave one month more' })
  hindered!: boolean;

  @Shown({ type: 'integer', nullable: true })
  cotenants!: number | null;

  @Shown(cents)
  tenantShareCents!: number | null;

  @Shown(cents)
  arrearsCents!: number | null;

  @Shown({ ...cents, description: 'The debt from which arrears are constituted (R824-1 CCH)' })
  thresholdCents!: number | null;

  @Shown({ type: Boolean, nullable: true, description: 'Whether the debt reached the threshold' })
  constituted!: boolean | null;

  @Shown({ ...dayOrNull, description: 'The last day to report it; null where the law sets none' })
  reportDueOn!: LocalDate | null;

  @Shown({ description: 'Reported after that day' })
  late!: boolean;

  @Shown({ ...dayOrNull, description: 'The last day of the right to the aid, when it ends' })
  lastDayOfRight!: LocalDate | null;

  @Shown({ ...dayOrNull, description: 'The first day on which the change counts' })
  effectiveOn!: LocalDate | null;

  @Shown({ ...dayOrNull, description: 'The last day for the landlord’s plan (R824-7 CCH)' })
  planDueOn!: LocalDate | null;

  @Shown({ type: String, format: 'uuid', nullable: true, description: 'The line that told of it' })
  declarationId!: string | null;

  @Shown()
  cancelled!: boolean;
}

/** The reason of a hindrance may say much of a person: it is kept and not shown. */
export function tenancyEventView(event: TenancyEvent): TenancyEventView {
  return {
    id: event.id,
    version: event.version,
    kind: event.kind,
    fileNumber: event.fileNumber,
    landlordSiret: event.landlordSiret,
    dwellingRef: event.dwellingRef,
    occurredOn: event.occurredOn,
    reportedOn: event.reportedOn,
    deceased: event.deceased,
    hindered: event.hindrance !== null,
    cotenants: event.cotenants,
    tenantShareCents: event.tenantShareCents,
    arrearsCents: event.arrearsCents,
    thresholdCents: event.thresholdCents,
    constituted: event.constituted,
    reportDueOn: event.reportDueOn,
    late: event.late,
    lastDayOfRight: event.lastDayOfRight,
    effectiveOn: event.effectiveOn,
    planDueOn: event.planDueOn,
    declarationId: event.declarationId,
    cancelled: event.cancelledAt !== null,
  };
}
