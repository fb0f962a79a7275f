import { addDays, daysBetween, latest, type LocalDate, type Localized } from '@passerelle/kernel';

export const APPEAL_CLOCK_STATUSES = [
  /** No deadline is known. */
  'no_deadline',
  /** The admissibility is not notified yet: the days still run, unseen by the person (§ 1.3 [I]). */
  'unsafe',
  /** Nothing has suspended the clock, and nothing in this case will any more. */
  'running',
  'suspended',
  'resumed',
  /** A court is seized: the mediation has ended, and the remedy has been used. */
  'court_seized',
  'expired',
] as const;
export type AppealClockStatus = (typeof APPEAL_CLOCK_STATUSES)[number];

export interface AppealClockFacts {
  /** Last day of the remedy as it stood before the mediation. */
  readonly appealDeadline: LocalDate | null;
  /** True until a decision on admissibility, or another end. */
  readonly awaitingDecision: boolean;
  /** The notification of recevabilité; null when it was refused, redirected or not decided. */
  readonly admissibilityNotifiedOn: LocalDate | null;
  readonly communicatedToPersonOn: LocalDate | null;
  readonly communicatedToServiceOn: LocalDate | null;
  /** Whether what was communicated are recommendations, the only end that the text names. */
  readonly recommendationIssued: boolean;
  /** An end without communication to both: withdrawal, or joined to another case. */
  readonly endedOn: LocalDate | null;
  readonly courtSeizedOn: LocalDate | null;
}

export interface AppealClock {
  readonly deadline: LocalDate | null;
  readonly suspendedFrom: LocalDate | null;
  readonly resumedOn: LocalDate | null;
  /** So far, while suspended. */
  readonly daysSuspended: number;
  /** Known once the clock has resumed; null before, and when nothing was suspended. */
  readonly newDeadline: LocalDate | null;
  /** Whole days until the last day: 0 on that day. While suspended, what will be left on resumption. */
  readonly daysLeft: number | null;
  readonly status: AppealClockStatus;
  /** What the legal service has to confirm, because the text does not say it. */
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
 * The time limit of the remedy during a mediation, on the day `today` (L217-7-1 II CSS; § 1.3).
 *
 * - Suspension, not interruption: the days already run stay run [X: general law].
 * - From the *notification of recevabilité*, not from receipt. Some local pages that say the mediator
 *   cannot suspend anything are older than the Essoc law (§ 1.1).
 * - Until the recommendations are communicated to *both* parties: the later of two dates [I].
 * - A limit that has ended before the notification is not revived [X]. On its last day it still runs.
 * - Without recommendation, the notice of closing is taken as the restart [I, after Caf42 2019]; a
 *   withdrawal restarts on its own day, the earliest and so the safest reading for the person.
 * - The appeals commission (CRA) may be seized in parallel: only the court ends the mediation.
 * - A last day on a weekend or holiday is not moved: § 1.3 gives no rule for it, and the earlier date
 *   harms nobody.
 */
export function appealClock(facts: AppealClockFacts, today: LocalDate): AppealClock {
  const { appealDeadline: deadline, admissibilityNotifiedOn: notifiedOn } = facts;
  if (deadline === null) return { ...NOTHING, status: 'no_deadline' };

  const suspends = notifiedOn !== null && notifiedOn <= deadline;
  if (!suspends) return unsuspended(facts, deadline, today);

  const end = endOfSuspension(facts, notifiedOn);
  if (end === null) {
    return {
      ...NOTHING,
      deadline,
      suspendedFrom: notifiedOn,
      daysSuspended: Math.max(0, daysBetween(notifiedOn, today)),
      daysLeft: daysBetween(notifiedOn, deadline),
      status: 'suspended',
    };
  }
  const daysSuspended = daysBetween(notifiedOn, end.resumedOn);
  const newDeadline = addDays(deadline, daysSuspended);
  return {
    deadline,
    suspendedFrom: notifiedOn,
    resumedOn: end.resumedOn,
    daysSuspended,
    newDeadline,
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
  daysLeft: null,
  toBeConfirmed: null,
};

/** Not admissible (yet), or admissible too late: the clock has never stopped. */
function unsuspended(facts: AppealClockFacts, deadline: LocalDate, today: LocalDate): AppealClock {
  const daysLeft = Math.max(0, daysBetween(today, deadline));
  const base = { ...NOTHING, deadline, daysLeft };
  if (facts.courtSeizedOn !== null) return { ...base, status: 'court_seized' };
  if (today > deadline) return { ...base, status: 'expired' };
  return { ...base, status: facts.awaitingDecision ? 'unsafe' : 'running' };
}

interface EndOfSuspension {
  readonly resumedOn: LocalDate;
  readonly byCourt: boolean;
  readonly toBeConfirmed: Localized | null;
}

function endOfSuspension(facts: AppealClockFacts, notifiedOn: LocalDate): EndOfSuspension | null {
  const { communicatedToPersonOn, communicatedToServiceOn, courtSeizedOn, endedOn } = facts;
  if (courtSeizedOn !== null) {
    // found out later, the court may have been seized before the notification: then nothing was suspended
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
