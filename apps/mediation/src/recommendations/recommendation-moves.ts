import type { LocalDate } from '@passerelle/kernel';

import type { Addressee } from '../information-requests/information-request.js';
import { nextStatus } from '../referrals/lifecycle.js';
import type { Move } from '../referrals/move.js';
import type { CaseFacts } from '../referrals/referral.js';
import {
  checkRecommendation,
  checkRecommendationAnswer,
  checkRecommendationWithdrawal,
  type Recommendation,
} from './recommendation.js';

export function recommendationMove(
  referral: Pick<CaseFacts, 'status' | 'receivedOn' | 'openedOn'>,
  recommendation: Pick<
    Recommendation,
    'addressedTo' | 'kind' | 'legalBasis' | 'text' | 'issuedOn' | 'answerDueOn'
  >,
  today: LocalDate,
): Move {
  const status = nextStatus(referral.status, { command: 'issue_recommendation' });
  checkRecommendation(recommendation, referral, today);
  const { issuedOn, kind } = recommendation;
  return {
    changes: { status },
    step: { kind: 'recommendation_issued', occurredOn: issuedOn, detail: kind },
  };
}

export function recommendationAnswerMove(
  referral: Pick<CaseFacts, 'status'>,
  recommendation: Pick<Recommendation, 'issuedOn' | 'answeredOn' | 'withdrawnOn'>,
  answer: Parameters<typeof checkRecommendationAnswer>[0],
  today: LocalDate,
): Move {
  const status = nextStatus(referral.status, { command: 'answer_recommendation' });
  checkRecommendationAnswer(answer, recommendation, today);
  return {
    changes: { status },
    step: {
      kind: 'recommendation_answered',
      occurredOn: answer.answeredOn,
      detail: answer.answer,
    },
  };
}

/** `others`: the recommendations of the case but this one. */
export function recommendationWithdrawalMove(
  referral: Pick<CaseFacts, 'status'>,
  recommendation: Pick<Recommendation, 'issuedOn' | 'answeredOn' | 'withdrawnOn'>,
  withdrawal: { readonly withdrawnOn: LocalDate },
  others: readonly Pick<Recommendation, 'withdrawnOn'>[],
  openQuestions: readonly Addressee[],
  today: LocalDate,
): Move {
  const standing = others.filter(({ withdrawnOn }) => withdrawnOn === null).length;
  const status = nextStatus(referral.status, {
    command: 'withdraw_recommendation',
    standing,
    openQuestions,
  });
  checkRecommendationWithdrawal(withdrawal, recommendation, today);
  return {
    changes: { status },
    step: { kind: 'recommendation_withdrawn', occurredOn: withdrawal.withdrawnOn },
  };
}
