import { addDays, daysBetween, latest, type LocalDate, type Localized } from '@passerelle/kernel';

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
] as const;
type AppealClockStatus = (typeof APPEAL_CLOCK_STATUSES)[number];

export interface AppealClockFacts {
  /** The last day of the remedy before the mediation. */
  readonly appealDeadline: LocalDate | null;
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
  readonly deadline: LocalDate | null;
  readonly suspendedFrom: LocalDate | null;
  readonly resumedOn: LocalDate | null;
  /** The days of suspension up to today, or up to the end of the suspension. */
  readonly daysSuspended: number;
  /** The new last day once the clock has resumed; null before, and when nothing was suspended. */
  readonly newDeadline: LocalDate | null;
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
 * - A last day on a weekend or a public holiday is not moved to the next working day (M3.7 is not applied yet).
 *   The earlier date is the safer one for the person.
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

/** The case is not admissible (yet), or was admissible too late: the clock has never stopped. */
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
