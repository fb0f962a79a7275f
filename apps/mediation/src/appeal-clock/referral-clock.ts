import type { LocalDate } from '@passerelle/kernel';

import { isUndecided } from '../cases/lifecycle.js';
import type { RecommendationState } from '../recommendations/recommendation.js';
import type { ReferralState } from '../cases/referral.js';
import { type AppealClock, appealClock } from './appeal-clock.js';

/** The appeal clock of a stored referral. */
export function clockOf(
  referral: Pick<
    ReferralState,
    | 'status'
    | 'appealDeadline'
    | 'openedOn'
    | 'communicatedToPersonOn'
    | 'communicatedToServiceOn'
    | 'withdrawnOn'
    | 'joinedOn'
    | 'courtSeizedOn'
  >,
  recommendations: readonly Pick<RecommendationState, 'withdrawnOn'>[],
  today: LocalDate,
): AppealClock {
  return appealClock(
    {
      appealDeadline: referral.appealDeadline,
      // The mediator of another Caf takes the decision; an opened case is suspended, whatever this says.
      awaitingDecision: isUndecided(referral.status) || referral.status === 'transferred',
      admissibilityNotifiedOn: referral.openedOn,
      communicatedToPersonOn: referral.communicatedToPersonOn,
      communicatedToServiceOn: referral.communicatedToServiceOn,
      recommendationIssued: recommendations.some(({ withdrawnOn }) => withdrawnOn === null),
      // A transfer ends nothing: the mediator of another Caf goes on with the claim (domain M3.12).
      endedOn: referral.withdrawnOn ?? referral.joinedOn,
      courtSeizedOn: referral.courtSeizedOn,
    },
    today,
  );
}
