import { isBlank, latest, type LocalDate } from '@passerelle/kernel';

import { closureErrors } from './closure.errors.js';
import type { RecommendationState } from '../recommendations/recommendation.js';
import type { Outcome, ReferralState, Resolution } from '../cases/referral.js';
import { refuseAt } from '../cases/case.errors.js';

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
  recommendations: readonly Pick<RecommendationState, 'issuedOn' | 'answer' | 'withdrawnOn'>[],
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
  const inForce = recommendations.filter(({ withdrawnOn }) => withdrawnOn === null);
  const dates = {
    '/communicatedToPersonOn': communicatedToPersonOn,
    '/communicatedToServiceOn': communicatedToServiceOn,
  };
  for (const [pointer, day] of Object.entries(dates)) {
    checkCommunication(pointer, day, referral, inForce, today);
  }
  checkAgainstRecommendations(resolution, inForce);
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
  inForce: readonly Pick<RecommendationState, 'issuedOn'>[],
  today: LocalDate,
): void {
  if (openedOn !== null && communicatedOn < openedOn) {
    throw refuseAt(pointer, closureErrors.closureBeforeOpening, { communicatedOn, openedOn });
  }
  if (communicatedOn > today) {
    throw refuseAt(pointer, closureErrors.closureInFuture, { communicatedOn, today });
  }
  const later = inForce.find(({ issuedOn }) => communicatedOn < issuedOn);
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
  inForce: readonly Pick<RecommendationState, 'answer'>[],
): void {
  if (resolution === 'lapsed_court_seized') {
    throw refuseAt('/resolution', closureErrors.courtSeizureNotAClosure);
  }
  const contrary = { recommendation_followed: 'refused', recommendation_not_followed: 'followed' };
  if (resolution !== 'recommendation_followed' && resolution !== 'recommendation_not_followed') {
    return;
  }
  if (inForce.length === 0) {
    throw refuseAt('/resolution', closureErrors.resolutionWithoutRecommendation);
  }
  if (inForce.every(({ answer }) => answer === contrary[resolution])) {
    throw refuseAt('/resolution', closureErrors.resolutionContradictsAnswer);
  }
}
