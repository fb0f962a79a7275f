import {
  addDays,
  addMonths,
  type LocalDate,
  localDate,
  type WorkingCalendar,
} from '@passerelle/kernel';

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

/** The time limits of the code de la construction et de l’habitation (CCH), one constant for each article. */
const LAW = {
  /** L823-6: a departure or the end of the lease is reported within a month (domain R1.4). */
  reportMonths: 1,
  /** D823-15: one more month when the landlord proves that the report was impossible (domain R1.4). */
  hindranceMonths: 1,
  /** R824-4: in tiers payant, arrears are reported within two months of the threshold (domain R1.8). */
  arrearsReportMonths: 2,
  /** R824-1: the threshold of arrears is twice the monthly sum that the tenant pays (domain R1.7). */
  arrearsFactor: 2,
  /** R824-7: the landlord makes a plan within six months (domain R1.10). */
  arrearsPlanMonths: 6,
} as const;

/** The legal effect of an event. */
export interface Effect {
  /** The last day to report the event as the law counts it, on any day of the week; `null` where the law sets none. */
  readonly reportDueOn: LocalDate | null;
  /** The last day of the right to the aid; `null` when the event does not end the right. */
  readonly lastDayOfRight: LocalDate | null;
  /** The first day on which the event counts for the aid. */
  readonly effectiveOn: LocalDate | null;
}

export interface Report {
  readonly occurredOn: LocalDate;
  readonly reportedOn: LocalDate;
  /** The landlord proves that a report in time was impossible (D823-15 CCH; domain R1.4). */
  readonly hindered: boolean;
}

function firstOfNextMonth(day: LocalDate): LocalDate {
  return addMonths(localDate(`${day.slice(0, 7)}-01`), 1);
}

function lastOfMonth(day: LocalDate): LocalDate {
  return addDays(firstOfNextMonth(day), -1);
}

function reportLimit({ occurredOn, hindered }: Report) {
  const months = LAW.reportMonths + (hindered ? LAW.hindranceMonths : 0);
  return { reportDueOn: addMonths(occurredOn, months) };
}

/** The limit of a report as people rely on it. */
export interface ReportLimit {
  /** The last day on which the landlord can report in time. */
  readonly reportDueOn: LocalDate | null;
  /** That day as the law counts it; `null` where it was not moved. */
  readonly unrolledReportDueOn: LocalDate | null;
  readonly late: boolean;
}

/**
 * A limit that ends on a day off runs to the next working day (domain R1.12). Events store the day that the law
 * counts, and the limit is computed when it is read: so a holiday that is declared late moves it.
 *
 * @param calendar `null` where this Caf does not move limits
 */
export function reportLimitOf(
  event: { readonly reportDueOn: LocalDate | null; readonly reportedOn: LocalDate },
  calendar: WorkingCalendar | null,
): ReportLimit {
  const { reportDueOn: counted, reportedOn } = event;
  if (counted === null) return { reportDueOn: null, unrolledReportDueOn: null, late: false };
  const reportDueOn = calendar === null ? counted : calendar.nextWorkingDay(counted);
  return {
    reportDueOn,
    unrolledReportDueOn: reportDueOn === counted ? null : counted,
    late: reportedOn > reportDueOn,
  };
}

/** A tenant who moves out keeps the right until the end of the month (R823-14 CCH; domain R1.5). */
export function departure(report: Report): Effect {
  return {
    ...reportLimit(report),
    lastDayOfRight: lastOfMonth(report.occurredOn),
    effectiveOn: firstOfNextMonth(report.occurredOn),
  };
}

/**
 * The death of the beneficiary ends the right on the first day of the following month; the death of a spouse
 * or dependant changes the right from this day on (R823-13 CCH; domain R1.5). No text was found that sets a
 * limit to report a death, so the limit of departures applies (domain R1.4).
 */
export function death(report: Report, deceased: Deceased): Effect {
  return {
    ...reportLimit(report),
    lastDayOfRight: deceased === 'beneficiary' ? lastOfMonth(report.occurredOn) : null,
    effectiveOn: firstOfNextMonth(report.occurredOn),
  };
}

/**
 * The tenant keeps the right under another landlord. No text was found about the end of management: the
 * payment changes with the next month, and the limit of departures applies (domain R1.4, R6.3).
 */
export function managementEnd(report: Report): Effect {
  return {
    ...reportLimit(report),
    lastDayOfRight: null,
    effectiveOn: firstOfNextMonth(report.occurredOn),
  };
}

/**
 * Each co-tenant has a right of their own, on their share (R821-4 CCH; domain R1.11). No text was found about
 * the day of the change: the new share counts from the next month.
 */
export function cotenantChange({ occurredOn }: Report): Effect {
  return {
    reportDueOn: null,
    lastDayOfRight: null,
    effectiveOn: firstOfNextMonth(occurredOn),
  };
}

export interface TenancyAmounts {
  /** The monthly rent; in a shared tenancy, the share of the tenant. */
  readonly rentCents: number;
  readonly chargesCents: number;
  readonly aidCents: number;
  readonly aidPaidTo: AidPayee;
}

/**
 * The debt from which arrears are constituted: twice rent and charges, minus the aid when the landlord
 * receives the aid (R824-1 CCH; domain R1.7).
 */
export function arrearsThreshold(amounts: TenancyAmounts): number {
  const { rentCents, chargesCents, aidCents, aidPaidTo } = amounts;
  const aid = aidPaidTo === 'landlord' ? aidCents : 0;
  return LAW.arrearsFactor * (Math.max(0, rentCents - aid) + chargesCents);
}

export interface ArrearsReport {
  readonly debtCents: number;
  /** The day on which the debt reached the threshold. */
  readonly reachedOn: LocalDate;
  readonly reportedOn: LocalDate;
}

export interface ArrearsEffect extends Effect {
  readonly thresholdCents: number;
  readonly constituted: boolean;
  /** The last day for the plan of the landlord (R824-7 CCH; domain R1.10). */
  readonly planDueOn: LocalDate | null;
}

/** Only a landlord in tiers payant has to report arrears, and only from the threshold on (R824-4 CCH; domain R1.8). */
export function arrears(report: ArrearsReport, amounts: TenancyAmounts): ArrearsEffect {
  const thresholdCents = arrearsThreshold(amounts);
  const constituted = report.debtCents > 0 && report.debtCents >= thresholdCents;
  const owesReport = constituted && amounts.aidPaidTo === 'landlord';
  const reportDueOn = owesReport ? addMonths(report.reachedOn, LAW.arrearsReportMonths) : null;
  return {
    thresholdCents,
    constituted,
    reportDueOn,
    lastDayOfRight: null,
    effectiveOn: null,
    planDueOn: constituted ? addMonths(report.reportedOn, LAW.arrearsPlanMonths) : null,
  };
}
