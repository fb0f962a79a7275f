import { addDays, addMonths, type LocalDate, localDate } from '@passerelle/kernel';

import type { AidPayee } from '../tenancies/tenancy.js';

export const TENANCY_EVENTS = [
  'departure',
  'cotenant_change',
  'death',
  'management_end',
  'arrears',
] as const;
export type TenancyEventKind = (typeof TENANCY_EVENTS)[number];

export const DECEASED = ['beneficiary', 'spouse', 'dependant'] as const;
export type Deceased = (typeof DECEASED)[number];

/** Time limits of the code de la construction et de l’habitation; each line of law is one constant. */
const LAW = {
  /** L823-6: moving out and the end of the lease are reported within a month. */
  reportMonths: 1,
  /** D823-15: a month more for whoever proves that they manifestly could not. */
  hindranceMonths: 1,
  /** R824-4: in tiers payant, within two months of the threshold. */
  arrearsReportMonths: 2,
  /** R824-1: twice the monthly sum that is left to pay. */
  arrearsFactor: 2,
  /** R824-7: a plan within six months. */
  arrearsPlanMonths: 6,
} as const;

/** What an event changes. */
export interface Effect {
  /** The last day to report it; `null` where the law sets none. */
  readonly reportDueOn: LocalDate | null;
  readonly late: boolean;
  /** The last day of the right to the aid, when the event ends it. */
  readonly lastDayOfRight: LocalDate | null;
  /** The first day on which the change counts. */
  readonly effectiveOn: LocalDate | null;
}

export interface Report {
  readonly occurredOn: LocalDate;
  readonly reportedOn: LocalDate;
  /** The landlord proves that they manifestly could not report in time (D823-15). */
  readonly hindered: boolean;
}

export function firstOfNextMonth(day: LocalDate): LocalDate {
  return addMonths(localDate(`${day.slice(0, 7)}-01`), 1);
}

export function lastOfMonth(day: LocalDate): LocalDate {
  return addDays(firstOfNextMonth(day), -1);
}

function reportLimit({ occurredOn, reportedOn, hindered }: Report) {
  const months = LAW.reportMonths + (hindered ? LAW.hindranceMonths : 0);
  const reportDueOn = addMonths(occurredOn, months);
  return { reportDueOn, late: reportedOn > reportDueOn };
}

/** On moving out the right lasts until the end of that month (R823-14, by derogation). */
export function departure(report: Report): Effect {
  return {
    ...reportLimit(report),
    lastDayOfRight: lastOfMonth(report.occurredOn),
    effectiveOn: firstOfNextMonth(report.occurredOn),
  };
}

/**
 * The beneficiary’s death ends the right on the first day of the following month; that of a spouse or
 * dependant changes it from then on (R823-13). The month to report is that of departures [unverified].
 */
export function death(report: Report, deceased: Deceased): Effect {
  return {
    ...reportLimit(report),
    lastDayOfRight: deceased === 'beneficiary' ? lastOfMonth(report.occurredOn) : null,
    effectiveOn: firstOfNextMonth(report.occurredOn),
  };
}

/** The tenant keeps the right, under another landlord; payment changes with the next month [unverified]. */
export function managementEnd(report: Report): Effect {
  return {
    ...reportLimit(report),
    lastDayOfRight: null,
    effectiveOn: firstOfNextMonth(report.occurredOn),
  };
}

/** Each co-tenant has their own right on their share (R821-4), new from the next month on [unverified]. */
export function cotenantChange({ occurredOn }: Report): Effect {
  return {
    reportDueOn: null,
    late: false,
    lastDayOfRight: null,
    effectiveOn: firstOfNextMonth(occurredOn),
  };
}

export interface TenancyAmounts {
  /** Monthly; of a shared tenancy, the tenant’s share. */
  readonly rentCents: number;
  readonly chargesCents: number;
  readonly aidCents: number;
  readonly aidPaidTo: AidPayee;
}

/**
 * The debt from which arrears are constituted (R824-1): twice rent and charges, less the aid when the
 * landlord receives it.
 */
export function arrearsThreshold(amounts: TenancyAmounts): number {
  const { rentCents, chargesCents, aidCents, aidPaidTo } = amounts;
  const aid = aidPaidTo === 'landlord' ? aidCents : 0;
  return LAW.arrearsFactor * (Math.max(0, rentCents - aid) + chargesCents);
}

export interface ArrearsReport {
  readonly debtCents: number;
  /** When the threshold was reached. */
  readonly reachedOn: LocalDate;
  readonly reportedOn: LocalDate;
}

export interface ArrearsEffect extends Effect {
  readonly thresholdCents: number;
  readonly constituted: boolean;
  /** The last day for the landlord’s plan (R824-7). */
  readonly planDueOn: LocalDate | null;
}

/** The duty to report is that of landlords in tiers payant (R824-4); a debt below the threshold has none. */
export function arrears(report: ArrearsReport, amounts: TenancyAmounts): ArrearsEffect {
  const thresholdCents = arrearsThreshold(amounts);
  const constituted = report.debtCents > 0 && report.debtCents >= thresholdCents;
  const owesReport = constituted && amounts.aidPaidTo === 'landlord';
  const reportDueOn = owesReport ? addMonths(report.reachedOn, LAW.arrearsReportMonths) : null;
  return {
    thresholdCents,
    constituted,
    reportDueOn,
    late: reportDueOn !== null && report.reportedOn > reportDueOn,
    lastDayOfRight: null,
    effectiveOn: null,
    planDueOn: constituted ? addMonths(report.reportedOn, LAW.arrearsPlanMonths) : null,
  };
}
