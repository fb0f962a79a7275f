import type { Resolution } from '../cases/referral.js';
import {
  followUpOf,
  type RecommendationAnswer,
  type RecommendationState,
} from '../recommendations/recommendation.js';

export type AnsweredRecommendation = Pick<RecommendationState, 'kind' | 'answer' | 'withdrawnOn'>;

type FollowUp = RecommendationAnswer | 'unanswered';

/** What a resolution says about the recommendations of the case. */
interface Condition {
  /** A generic recommendation asks for another practice, so the contested decision may go either way. */
  readonly among: 'individual' | 'all';
  /** Whether the case needs a recommendation. */
  readonly needed: boolean;
  readonly fits: (answers: readonly FollowUp[]) => boolean;
}

const every =
  (...possible: readonly FollowUp[]): Condition['fits'] =>
  (answers) =>
    answers.every((answer) => possible.includes(answer));

const unlessEvery =
  (...contrary: readonly FollowUp[]): Condition['fits'] =>
  (answers) =>
    answers.length === 0 || !every(...contrary)(answers);

/** The person, a court or a service ends the case: the answers to the recommendations do not matter. */
const ANY: Condition = { among: 'all', needed: false, fits: () => true };

/** The decision table resolution × answers (domain M7.5, an inference). Every set of answers has a resolution. */
const CONDITIONS: Readonly<Record<Resolution, Condition>> = {
  // An answer may still miss when the mediator sees the revision in the file; a refusal, even in part, may not stand.
  fully_revised: { among: 'individual', needed: false, fits: every('followed', 'unanswered') },
  partly_revised: { among: 'individual', needed: false, fits: unlessEvery('refused') },
  maintained_with_explanation: {
    among: 'individual',
    needed: false,
    fits: unlessEvery('followed', 'partly_followed'),
  },
  // The parties may agree on something else after a refusal.
  amicable_agreement: ANY,
  recommendation_followed: {
    among: 'all',
    needed: true,
    fits: every('followed', 'partly_followed'),
  },
  recommendation_not_followed: { among: 'all', needed: true, fits: unlessEvery('followed') },
  withdrawn: ANY,
  lapsed_court_seized: ANY,
  no_further_action: ANY,
  redirected: ANY,
};

export type Contradiction = 'no_recommendation' | 'contrary_answers';

/** How the resolution contradicts the recommendations that were not withdrawn; null when it does not. */
export function contradictionOf(
  resolution: Resolution,
  recommendations: readonly AnsweredRecommendation[],
): Contradiction | null {
  const { among, needed, fits } = CONDITIONS[resolution];
  const answers = recommendations
    .filter(({ kind }) => among === 'all' || kind === among)
    .map(followUpOf)
    .filter((answer) => answer !== null);
  if (needed && answers.length === 0) return 'no_recommendation';
  return fits(answers) ? null : 'contrary_answers';
}
