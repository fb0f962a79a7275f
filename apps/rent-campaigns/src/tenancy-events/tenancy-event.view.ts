import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import {
  DECEASED,
  type Deceased,
  type ReportLimit,
  TENANCY_EVENTS,
  type TenancyEventKind,
} from './legal-clocks.js';
import type { TenancyEvent } from './tenancy-event.entity.js';

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

  @Shown({ description: 'Whether a hindrance gave the landlord one more month' })
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

  @Shown({
    ...dayOrNull,
    description:
      'The last day to report the event: a day off moves to the next working day; null where the law sets none',
  })
  reportDueOn!: LocalDate | null;

  @Shown({
    ...dayOrNull,
    description: 'That day before it was moved to a working day; null where it was not moved',
  })
  unrolledReportDueOn!: LocalDate | null;

  @Shown({ description: 'Whether the report came after this day' })
  late!: boolean;

  @Shown({
    ...dayOrNull,
    description: 'The last day of the right to the aid, when the event ends the right',
  })
  lastDayOfRight!: LocalDate | null;

  @Shown({ ...dayOrNull, description: 'The first day on which the event counts for the aid' })
  effectiveOn!: LocalDate | null;

  @Shown({ ...dayOrNull, description: 'The last day for the plan of the landlord (R824-7 CCH)' })
  planDueOn!: LocalDate | null;

  @Shown({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The declaration that states the event',
  })
  declarationId!: string | null;

  @Shown()
  cancelled!: boolean;
}

/** The reason of a hindrance may reveal the health of a person, so the view does not show it. */
export function tenancyEventView(event: TenancyEvent, limit: ReportLimit): TenancyEventView {
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
    ...limit,
    lastDayOfRight: event.lastDayOfRight,
    effectiveOn: event.effectiveOn,
    planDueOn: event.planDueOn,
    declarationId: event.declarationId,
    cancelled: event.cancelledAt !== null,
  };
}
