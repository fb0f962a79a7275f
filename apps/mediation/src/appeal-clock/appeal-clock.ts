import { addDays, daysBetween, latest, type LocalDate, type Localized } from '@passerelle/kernel';

import type { LastDay } from '../time-limits/last-day.js';

export const APPEAL_CLOCK_STATUSES = [
  /** No deadline is known. */
  'no_deadline',
  /** The admissibility is not notified yet: the days still run, and the person may not know (domain M3.2). */
  'unsafe',
  /** No mediation has suspended the clock, and none will in this case. */
  'running',
  'suspended',
  'resumed',
  /** A court is seized: the mediation has ended, and the person has used the remedy. */
  'court_seized',
  'expired',
  /** The limits were not printed in the decision: no limit can be held against the person (domain M3.6). */
  'not_enforceable',
] as const;
type AppealClockStatus = (typeof APPEAL_CLOCK_STATUSES)[number];

export interface AppealClockFacts {
  /** The last day of the remedy before the mediation, as it was recorded; it may be a day off. */
  readonly appealDeadline: LocalDate | null;
  /** Whether the limits and the remedies were printed in the decision; null when it is unknown. */
  readonly remediesPrinted: boolean | null;
  /** True until the case has a decision on admissibility or ends. */
  readonly awaitingDecision: boolean;
  /** The day on which the admissibility was notified; null for an inadmissible, redirected or undecided case. */
  readonly admissibilityNotifiedOn: LocalDate | null;
  readonly communicatedToPersonOn: LocalDate | null;
  readonly communicatedToServiceOn: LocalDate | null;
  /** Whether recommendations were communicated: the law names no other end of the suspension. */
  readonly recommendationIssued: boolean;
  /** The day of an end without a communication to both parties: a withdrawal, or a joined case. */
  readonly endedOn: LocalDate | null;
  readonly courtSeizedOn: LocalDate | null;
}

export interface AppealClock {
  /** The last day as it was recorded. */
  readonly deadline: LocalDate | null;
  readonly suspendedFrom: LocalDate | null;
  readonly resumedOn: LocalDate | null;
  /** The days of suspension up to today, or up to the end of the suspension. */
  readonly daysSuspended: number;
  /** The new last day once the clock has resumed; null before, and when nothing was suspended. */
  readonly newDeadline: LocalDate | null;
  /** The day until which the person can act; null where no limit holds, and while the clock is suspended. */
  readonly lastDay: LocalDate | null;
  /** That day before it was moved to a working day; null where it was not moved. */
  readonly unrolledDeadline: LocalDate | null;
  /** Whole days until the last day, 0 on that day. While the clock is suspended: the days that remain for later. */
  readonly daysLeft: number | null;
  readonly status: AppealClockStatus;
  /** The point that the legal service has to confirm, because the law does not settle it. */
  readonly toBeConfirmed: Localized | null;
}

const WITHOUT_RECOMMENDATION: Localized = {
  fr: 'Reprise du délai sans recommandation : la loi ne nomme que la communication des recommandations. À confirmer par le service juridique.',
  en: 'Resumed without a recommendation: the law only names the communication of recommendations. To be confirmed by the legal service.',
};

const COURT_SEIZED: Localized = {
  fr: 'La saisine du tribunal met fin à la médiation ; la loi ne dit rien du délai restant. À confirmer par le service juridique.',
  en: 'The court action ends the mediation; the law says nothing of the days left. To be confirmed by the legal service.',
};

/**
 * The time limit of the remedy during a mediation, on the day `today` (L217-7-1 II CSS; domain M3).
 *
 * - The mediation suspends the limit and does not interrupt it: the days that have run stay run (M3.1, unverified).
 * - The suspension starts at the notification of the admissibility, not at receipt (M3.2, an inference).
 * - The suspension ends when the recommendations are communicated to *both* parties: the later of the two days
 *   counts (M3.4, an inference).
 * - A limit that ended before the notification does not revive (M3.3, unverified). The last day still counts.
 * - Without a recommendation, the clock resumes on the day of the closing notice (M3.5, an inference). After a
 *   withdrawal, the clock resumes on the day of the withdrawal: this earliest reading is the safest for the person.
 * - The person may seize the appeals commission (CRA) in parallel: only a court ends the mediation (M3.11).
 * - A last day that is not worked moves to the next working day, for the recorded day and for the new one (M3.7).
 *   Days are counted on unrolled dates, and the result is rolled once, at the end. An admissibility notified between
 *   the recorded day and the rolled one is in time: what is suspended then is the rolled limit (M3.13, an inference).
 * - A limit that was not printed in the decision never expires (M3.6).
 */
export function appealClock(
  facts: AppealClockFacts,
  today: LocalDate,
  lastDay: LastDay,
): AppealClock {
  const { appealDeadline: deadline, admissibilityNotifiedOn: notifiedOn } = facts;
  if (facts.remediesPrinted === false && facts.courtSeizedOn === null) {
    return notEnforceable(facts, today);
  }
  if (deadline === null) return NO_DEADLINE;

  const counted = lastDay.counted(deadline);
  const rolled = lastDay.rolled(counted);
  if (notifiedOn === null || notifiedOn > rolled) {
    const unrolledDeadline = counted === rolled ? null : counted;
    return { ...unsuspended(facts, rolled, today), deadline, unrolledDeadline };
  }

  // Only a notification on the days off between the two finds the rolled limit at work.
  const suspended = notifiedOn > counted ? rolled : counted;
  const { resumedOn, daysSuspended, end } = suspensionOf(facts, notifiedOn, today);
  const common = { deadline, suspendedFrom: notifiedOn, resumedOn, daysSuspended };
  if (end === null) {
    const daysLeft = daysBetween(notifiedOn, suspended);
    return { ...NOTHING, ...common, daysLeft, status: 'suspended' };
  }
  const unrolled = addDays(suspended, daysSuspended);
  const newDeadline = lastDay.rolled(unrolled);
  return {
    ...common,
    newDeadline,
    lastDay: newDeadline,
    unrolledDeadline: unrolled === newDeadline ? null : unrolled,
    daysLeft: Math.max(0, daysBetween(today, newDeadline)),
    status: end.byCourt ? 'court_seized' : today > newDeadline ? 'expired' : 'resumed',
    toBeConfirmed: end.toBeConfirmed,
  };
}

const NOTHING: Omit<AppealClock, 'status'> = {
  deadline: null,
  suspendedFrom: null,
  resumedOn: null,
  daysSuspended: 0,
  newDeadline: null,
  lastDay: null,
  unrolledDeadline: null,
  daysLeft: null,
  toBeConfirmed: null,
};

export const NO_DEADLINE: AppealClock = { ...NOTHING, status: 'no_deadline' };

/** No day is shown as the last one; the days of the suspension stay facts. */
function notEnforceable(facts: AppealClockFacts, today: LocalDate): AppealClock {
  const { appealDeadline: deadline, admissibilityNotifiedOn: notifiedOn } = facts;
  const base = { ...NOTHING, deadline, status: 'not_enforceable' } as const;
  if (notifiedOn === null) return base;
  const { resumedOn, daysSuspended } = suspensionOf(facts, notifiedOn, today);
  return { ...base, suspendedFrom: notifiedOn, resumedOn, daysSuspended };
}

/** The case is not admissible (yet), or was admissible too late: the clock has never stopped. */
function unsuspended(facts: AppealClockFacts, lastDay: LocalDate, today: LocalDate): AppealClock {
  const daysLeft = Math.max(0, daysBetween(today, lastDay));
  const base = { ...NOTHING, lastDay, daysLeft };
  if (facts.courtSeizedOn !== null) return { ...base, status: 'court_seized' };
  if (today > lastDay) return { ...base, status: 'expired' };
  return { ...base, status: facts.awaitingDecision ? 'unsafe' : 'running' };
}

/** The suspension up to today, or up to its end. */
function suspensionOf(facts: AppealClockFacts, notifiedOn: LocalDate, today: LocalDate) {
  const end = endOfSuspension(facts, notifiedOn);
  const until = end?.resumedOn ?? latest(notifiedOn, today);
  return {
    resumedOn: end?.resumedOn ?? null,
    daysSuspended: daysBetween(notifiedOn, until),
    end,
  };
}

interface EndOfSuspension {
  readonly resumedOn: LocalDate;
  readonly byCourt: boolean;
  readonly toBeConfirmed: Localized | null;
}

function endOfSuspension(facts: AppealClockFacts, notifiedOn: LocalDate): EndOfSuspension | null {
  const { communicatedToPersonOn, communicatedToServiceOn, courtSeizedOn, endedOn } = facts;
  if (courtSeizedOn !== null) {
    // A court may turn out to have been seized before the notification: then nothing was suspended.
    const resumedOn = latest(courtSeizedOn, notifiedOn);
    return { resumedOn, byCourt: true, toBeConfirmed: COURT_SEIZED };
  }
  if (communicatedToPersonOn !== null && communicatedToServiceOn !== null) {
    return {
      resumedOn: latest(notifiedOn, communicatedToPersonOn, communicatedToServiceOn),
      byCourt: false,
      toBeConfirmed: facts.recommendationIssued ? null : WITHOUT_RECOMMENDATION,
    };
  }
  if (endedOn === null) return null;
  return {
    resumedOn: latest(notifiedOn, endedOn),
    byCourt: false,
    toBeConfirmed: WITHOUT_RECOMMENDATION,
  };
}
