import { isBlank, latest, type LocalDate } from '@passerelle/kernel';

import { closureErrors } from './closure.errors.js';
import { OUTCOME_LABELS, RESOLUTION_LABELS } from '../cases/labels.js';
import type { RecommendationState } from '../recommendations/recommendation.js';
import type { Outcome, ReferralState, Resolution } from '../cases/referral.js';
import { refuseAt } from '../cases/case.errors.js';
import { type AnsweredRecommendation, contradictionOf } from './resolution-answers.js';

/**
 * The results of the national reports that a resolution can have. The first of them applies when the closure
 * states none. No source gives this mapping (domain M6.4, an inference): an agreement may change the decision
 * or keep it (a schedule of repayment), and a generic recommendation may leave the single case unchanged.
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
  /** The closing text for the person. */
  readonly summary: string | null;
}

export interface ClosureFacts {
  readonly resolution: Resolution;
  readonly outcome: Outcome;
  readonly communicatedToPersonOn: LocalDate;
  readonly communicatedToServiceOn: LocalDate;
  /** The later of the two days of communication, not the day on which the closure is recorded. */
  readonly closedOn: LocalDate;
}

/** What a closure reads of a recommendation. */
export type ClosedRecommendation = AnsweredRecommendation & Pick<RecommendationState, 'issuedOn'>;

/** Checks the conditions of a closure (domain M5.3) and returns the facts to store. Open questions do not prevent it. */
export function checkClosure(
  closure: Closure,
  referral: Pick<ReferralState, 'openedOn'>,
  recommendations: readonly ClosedRecommendation[],
  today: LocalDate,
): ClosureFacts {
  const facts = checkClosureFacts(closure, referral, recommendations, today);
  checkAgainstRecommendations(facts.resolution, recommendations);
  return facts;
}

/** The conditions of a closure but for the answers to the recommendations, which may come later. */
export function checkClosureFacts(
  closure: Closure,
  referral: Pick<ReferralState, 'openedOn'>,
  recommendations: readonly ClosedRecommendation[],
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
    throw refuseAt('/outcome', closureErrors.outcomeContradictsResolution, {
      outcome: OUTCOME_LABELS[outcome],
      resolution: RESOLUTION_LABELS[resolution],
    });
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

/** A closure does not contradict the answers to the recommendations (domain M7.5). */
export function checkAgainstRecommendations(
  resolution: Resolution,
  recommendations: readonly AnsweredRecommendation[],
): void {
  if (resolution === 'lapsed_court_seized') {
    throw refuseAt('/resolution', closureErrors.courtSeizureNotAClosure);
  }
  const contradiction = contradictionOf(resolution, recommendations);
  if (contradiction === 'no_recommendation') {
    throw refuseAt('/resolution', closureErrors.resolutionWithoutRecommendation);
  }
  if (contradiction === 'contrary_answers') {
    throw refuseAt('/resolution', closureErrors.resolutionContradictsAnswer);
  }
}

/**
 * An agreement may come without a recorded solution; where one is recorded, the person has accepted the last one
 * (domain M7.6).
 */
export function checkAgainstSolution(
  resolution: Resolution,
  {
    solutionProposedOn,
    solutionAnswer,
  }: Pick<ReferralState, 'solutionProposedOn' | 'solutionAnswer'>,
): void {
  if (resolution !== 'amicable_agreement' || solutionProposedOn === null) return;
  if (solutionAnswer !== 'accepted') {
    throw refuseAt('/resolution', closureErrors.agreementWithoutAcceptance);
  }
}
