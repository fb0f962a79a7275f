import { latest, type LocalDate } from '@passerelle/kernel';

import { closureErrors } from './closure.errors.js';
import { isBlank } from '../information-requests/information-request.js';
import type { Recommendation } from '../recommendations/recommendation.js';
import type { Outcome, ReferralState, ReferralStatus, Resolution } from '../referrals/referral.js';
import { refuseAt } from '../referrals/referrals.errors.js';

/**
 * The outcomes of the national triple that a resolution can have; the first is the one meant when
 * none is given. § 1.6 asks for the mapping without giving it [I]: an agreement may change the decision
 * or leave it (a schedule of repayment); a recommendation may be generic and leave the single case as it was.
 */
export const OUTCOMES_OF: Readonly<Record<Resolution, readonly [Outcome, ...Outcome[]]>> = {
  fully_revised: ['revised'],
  partly_revised: ['revised'],
  maintained_with_explanation: ['maintained'],
  amicable_agreement: ['revised', 'maintained', 'other'],
  recommendation_followed: ['revised', 'other'],
  recommendation_not_followed: ['maintained', 'other'],
  withdrawn: ['other'],
  lapsed_court_seized: ['other'],
  no_further_action: ['other'],
  redirected: ['other'],
};

/** The resolution that a status carries by itself. `inadmissible` and `joined` have none: they are not counted as results. */
const RESOLUTION_OF_STATUS: Readonly<Partial<Record<ReferralStatus, Resolution>>> = {
  withdrawn: 'withdrawn',
  lapsed: 'lapsed_court_seized',
  no_further_action: 'no_further_action',
  redirected: 'redirected',
};

/** The resolution to store when a case ends otherwise than by a closure; null when that end has none. */
export function resolutionOfStatus(status: ReferralStatus): Resolution | null {
  return RESOLUTION_OF_STATUS[status] ?? null;
}

export interface Closure {
  readonly resolution: Resolution | null;
  readonly outcome: Outcome | null;
  readonly communicatedToPersonOn: LocalDate | null;
  readonly communicatedToServiceOn: LocalDate | null;
  /** The text for the person. */
  readonly summary: string | null;
}

export interface ClosureFacts {
  readonly resolution: Resolution;
  readonly outcome: Outcome;
  readonly communicatedToPersonOn: LocalDate;
  readonly communicatedToServiceOn: LocalDate;
  /** The later of the two communications, not the day on which the closure is typed in. */
  readonly closedOn: LocalDate;
}

/** Checks the guards of CLOSE (§ 1.5) and gives what is to be stored. Questions still open do not hold it back. */
export function checkClosure(
  closure: Closure,
  referral: Pick<ReferralState, 'openedOn'>,
  recommendations: readonly Pick<Recommendation, 'issuedOn' | 'answer' | 'withdrawnOn'>[],
  today: LocalDate,
): ClosureFacts {
  const { resolution, communicatedToPersonOn, communicatedToServiceOn } = closure;
  if (resolution === null) {
    throw refuseAt('/resolution', closureErrors.closureWithoutResolution);
  }
  const outcome = outcomeFor(resolution, closure.outcome);
  if (isBlank(closure.summary)) throw refuseAt('/summary', closureErrors.closureWithoutSummary);
  if (communicatedToPersonOn === null) {
    throw refuseAt('/communicatedToPersonOn', closureErrors.closureWithoutCommunication);
  }
  if (communicatedToServiceOn === null) {
    throw refuseAt('/communicatedToServiceOn', closureErrors.closureWithoutCommunication);
  }
  const standing = recommendations.filter(({ withdrawnOn }) => withdrawnOn === null);
  const dates = {
    '/communicatedToPersonOn': communicatedToPersonOn,
    '/communicatedToServiceOn': communicatedToServiceOn,
  };
  for (const [pointer, day] of Object.entries(dates)) {
    checkCommunication(pointer, day, referral, standing, today);
  }
  checkAgainstRecommendations(resolution, standing);
  return {
    resolution,
    outcome,
    communicatedToPersonOn,
    communicatedToServiceOn,
    closedOn: latest(communicatedToPersonOn, communicatedToServiceOn),
  };
}

function outcomeFor(resolution: Resolution, given: Outcome | null): Outcome {
  const possible = OUTCOMES_OF[resolution];
  const outcome = given ?? possible[0];
  if (!possible.includes(outcome)) {
    throw refuseAt('/outcome', closureErrors.outcomeContradictsResolution, { outcome, resolution });
  }
  return outcome;
}

function checkCommunication(
  pointer: string,
  communicatedOn: LocalDate,
  { openedOn }: Pick<ReferralState, 'openedOn'>,
  standing: readonly Pick<Recommendation, 'issuedOn'>[],
  today: LocalDate,
): void {
  if (openedOn !== null && communicatedOn < openedOn) {
    throw refuseAt(pointer, closureErrors.closureBeforeOpening, { communicatedOn, openedOn });
  }
  if (communicatedOn > today) {
    throw refuseAt(pointer, closureErrors.closureInFuture, { communicatedOn, today });
  }
  const later = standing.find(({ issuedOn }) => communicatedOn < issuedOn);
  if (later !== undefined) {
    throw refuseAt(pointer, closureErrors.closureBeforeRecommendation, {
      communicatedOn,
      issuedOn: later.issuedOn,
    });
  }
}

/**
 * A result "recommendation (not) followed" needs a recommendation, and must not contradict the answers.
 * Without an answer (SANS_REPONSE in § 1.5) the mediator may still have seen it carried out in the file.
 */
function checkAgainstRecommendations(
  resolution: Resolution,
  standing: readonly Pick<Recommendation, 'answer'>[],
): void {
  if (resolution === 'lapsed_court_seized') {
    throw refuseAt('/resolution', closureErrors.courtSeizureNotAClosure);
  }
  const contrary = { recommendation_followed: 'refused', recommendation_not_followed: 'followed' };
  if (resolution !== 'recommendation_followed' && resolution !== 'recommendation_not_followed') {
    return;
  }
  if (standing.length === 0) {
    throw refuseAt('/resolution', closureErrors.resolutionWithoutRecommendation);
  }
  if (standing.every(({ answer }) => answer === contrary[resolution])) {
    throw refuseAt('/resolution', closureErrors.resolutionContradictsAnswer);
  }
}
