import type { LocalDate, Localized } from '@passerelle/kernel';

import { isUndecided } from '../cases/lifecycle.js';
import type { ReferralState } from '../cases/referral.js';
import type { RecommendationState } from '../recommendations/recommendation.js';
import type { LastDay } from '../time-limits/last-day.js';
import { remarkOnRolling, remarksOn } from '../time-limits/remarks.js';
import { contestedBy, timeLimitFor } from '../time-limits/time-limits.js';
import { type AppealClock, appealClock } from './appeal-clock.js';

/** The appeal clock of a stored referral. */
export function clockOf(
  referral: Pick<
    ReferralState,
    | 'status'
    | 'appealDeadline'
    | 'remediesPrinted'
    | 'openedOn'
    | 'communicatedToPersonOn'
    | 'communicatedToServiceOn'
    | 'withdrawnOn'
    | 'joinedOn'
    | 'courtSeizedOn'
  >,
  recommendations: readonly Pick<RecommendationState, 'withdrawnOn'>[],
  today: LocalDate,
  lastDay: LastDay,
): AppealClock {
  return appealClock(
    {
      appealDeadline: referral.appealDeadline,
      remediesPrinted: referral.remediesPrinted,
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
    lastDay,
  );
}

const NOT_ENFORCEABLE: Localized = {
  fr: 'Les délais et les voies de recours ne figuraient pas sur la décision notifiée : aucun délai ne peut être opposé à la personne (article R142-1-A III du code de la sécurité sociale).',
  en: 'The limits and the remedies were not printed in the notified decision: no limit can be held against the person (article R142-1-A III of the French social security code).',
};

/** The request goes on in the main case, and so does the suspension (domain M3.16, an inference). */
export const CLOCK_OF_MAIN_CASE: Localized = {
  fr: 'Cette saisine est jointe à une autre : c’est le délai de la saisine principale qui compte.',
  en: 'This case is joined to another one: the time limit of the main case counts.',
};

/** What a reader of the clock has to know: why no limit holds, why a day was moved, what is not verified. */
export function clockRemarks(
  { status, lastDay: shown, unrolledDeadline }: AppealClock,
  referral: Pick<ReferralState, 'benefit' | 'reason' | 'receivedOn'>,
  { rule }: LastDay,
): readonly Localized[] {
  if (status === 'no_deadline') return [];
  const limit = timeLimitFor(contestedBy(referral), referral.receivedOn);
  return [
    ...(status === 'not_enforceable' ? [NOT_ENFORCEABLE] : []),
    ...(shown === null || unrolledDeadline === null
      ? []
      : remarkOnRolling(unrolledDeadline, shown)),
    ...(limit === null ? [] : remarksOn(limit, rule)),
  ];
}
