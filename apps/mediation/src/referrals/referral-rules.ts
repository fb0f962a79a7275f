import type { LocalDate } from '@passerelle/kernel';

import { isEnded, isUndecided } from './lifecycle.js';
import type { ReferralState } from './referral.js';
import { referralErrors, refuseAt } from './referrals.errors.js';

/** What § 1.5 and the issue ask of a new referral; `madeOn` of the prior claim is checked only when there is one. */
export type Registration = Pick<
  ReferralState,
  'receivedOn' | 'priorClaimMadeOn' | 'appealDeadline'
>;

/**
 * A missing prior claim or a court already seized is *not* refused here: the case is recorded and
 * gets its decision, so that the person is told (§ 1.2).
 *
 * An appeal deadline that ended before receipt is refused. § 1.3: when the limit has expired nothing
 * revives it, so it is not a deadline that mediation could protect, and far more often it is a slip
 * of the pen; the referral itself remains possible without it. A deadline that ends between receipt
 * and the notified admissibility is accepted: those days still run, and the appeal clock says `expired`.
 */
export function checkRegistration(registration: Registration, today: LocalDate): void {
  const { receivedOn, priorClaimMadeOn, appealDeadline } = registration;
  if (receivedOn > today) {
    throw refuseAt('/receivedOn', referralErrors.receivedInFuture, { receivedOn, today });
  }
  if (priorClaimMadeOn !== null) checkPriorClaim({ madeOn: priorClaimMadeOn }, { receivedOn });
  if (appealDeadline !== null && appealDeadline < receivedOn) {
    throw refuseAt('/appealDeadline', referralErrors.appealDeadlineAlreadyPast, {
      appealDeadline,
      receivedOn,
    });
  }
}

/** A claim made only after the referral is none that came before it, whenever it is told (§ 1.1). */
export function checkPriorClaim(
  { madeOn }: { readonly madeOn: LocalDate },
  { receivedOn }: Pick<ReferralState, 'receivedOn'>,
): void {
  if (madeOn > receivedOn) {
    throw refuseAt('/priorClaim/madeOn', referralErrors.priorClaimAfterReferral, {
      madeOn,
      receivedOn,
    });
  }
}

/** § 1.8 [X]: a mediator who handled the file before hands it over, and neither decides nor acts on it. */
export function hasConflictOfInterest(
  referral: Pick<ReferralState, 'handledBy'>,
  actorId: string,
): boolean {
  return referral.handledBy.includes(actorId);
}

/** @throws `mediation/conflict-of-interest`, for the one who acts and for the one who would take over. */
export function assertNoConflictOfInterest(
  referral: Pick<ReferralState, 'handledBy'>,
  actorId: string,
): void {
  if (hasConflictOfInterest(referral, actorId)) throw referralErrors.conflictOfInterest();
}

/** Without an answer after the limit of the request for more information, the case may be ended (§ 1.5: SANS_SUITE). */
export function checkNoFurtherAction(
  end: { readonly endedOn: LocalDate },
  referral: Pick<ReferralState, 'informationDueOn'>,
  today: LocalDate,
): void {
  const { informationDueOn } = referral;
  const { endedOn } = end;
  if (endedOn > today) {
    throw refuseAt('/endedOn', referralErrors.endedInFuture, { endedOn, today });
  }
  if (informationDueOn !== null && endedOn <= informationDueOn) {
    throw referralErrors.informationLimitRunning({ informationDueOn });
  }
}

export function checkWithdrawal(
  withdrawal: { readonly withdrawnOn: LocalDate },
  referral: Pick<ReferralState, 'receivedOn'>,
  today: LocalDate,
): void {
  const { withdrawnOn } = withdrawal;
  const { receivedOn } = referral;
  if (withdrawnOn < receivedOn || withdrawnOn > today) {
    throw refuseAt('/withdrawnOn', referralErrors.withdrawalDateOutOfRange, {
      withdrawnOn,
      receivedOn,
      today,
    });
  }
}

/**
 * L217-7-1 II CSS: a court action ends the mediation. Seized before the referral, and nothing decided
 * yet: the case is inadmissible instead (§ 1.2). Found out after the admissibility was notified, it
 * lapses all the same, since there is no second decision.
 */
export function checkCourtSeizure(
  seizure: { readonly seizedOn: LocalDate | null },
  referral: Pick<ReferralState, 'receivedOn' | 'status'>,
  today: LocalDate,
): void {
  const { seizedOn } = seizure;
  const { receivedOn, status } = referral;
  if (seizedOn === null) throw refuseAt('/seizedOn', referralErrors.courtSeizureWithoutDate);
  if (seizedOn > today) {
    throw refuseAt('/seizedOn', referralErrors.courtSeizureInFuture, { seizedOn, today });
  }
  if (seizedOn < receivedOn && isUndecided(status)) {
    throw refuseAt('/seizedOn', referralErrors.courtSeizedBeforeReferral, { receivedOn });
  }
}

type Joinable = Pick<ReferralState, 'id' | 'fileNumber' | 'status'>;

/** A duplicate points to a case in progress of the same file; a case that was itself joined has ended, so no chains. */
export function checkJoin(duplicate: Joinable, master: Joinable): void {
  if (duplicate.id === master.id) throw refuseAt('/joinedTo', referralErrors.joinedToItself);
  if (duplicate.fileNumber !== master.fileNumber) {
    throw refuseAt('/joinedTo', referralErrors.joinedToAnotherFile);
  }
  if (isEnded(master.status)) throw refuseAt('/joinedTo', referralErrors.joinedToEnded);
}

export function checkSolution(
  solution: { readonly proposedOn: LocalDate },
  referral: Pick<ReferralState, 'receivedOn' | 'openedOn'>,
  today: LocalDate,
): void {
  const from = referral.openedOn ?? referral.receivedOn;
  assertBetween('/proposedOn', solution.proposedOn, from, today);
}

export function checkSolutionAnswer(
  answer: { readonly answeredOn: LocalDate },
  referral: Pick<ReferralState, 'receivedOn' | 'solutionProposedOn' | 'solutionAnswer'>,
  today: LocalDate,
): void {
  if (referral.solutionAnswer !== null) throw referralErrors.solutionAlreadyAnswered();
  const from = referral.solutionProposedOn ?? referral.receivedOn;
  assertBetween('/answeredOn', answer.answeredOn, from, today);
}

function assertBetween(pointer: string, date: LocalDate, from: LocalDate, today: LocalDate): void {
  if (date < from || date > today) {
    throw refuseAt(pointer, referralErrors.solutionDateOutOfRange, { date, from, today });
  }
}
