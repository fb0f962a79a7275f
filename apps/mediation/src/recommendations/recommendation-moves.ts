import type { LocalDate } from '@passerelle/kernel';

import { nextStatus } from '../cases/lifecycle.js';
import type { Move } from '../cases/move.js';
import type { Addressee, CaseFacts } from '../cases/referral.js';
import {
  checkRecommendation,
  checkRecommendationAnswer,
  checkRecommendationWithdrawal,
  type RecommendationState,
} from './recommendation.js';

export function recommendationMove(
  referral: Pick<CaseFacts, 'status' | 'receivedOn' | 'openedOn'>,
  recommendation: Pick<
    RecommendationState,
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
  recommendation: Pick<RecommendationState, 'issuedOn' | 'answeredOn' | 'withdrawnOn'>,
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

/** `others`: the other recommendations of the case. */
export function recommendationWithdrawalMove(
  referral: Pick<CaseFacts, 'status'>,
  recommendation: Pick<RecommendationState, 'issuedOn' | 'answeredOn' | 'withdrawnOn'>,
  withdrawal: { readonly withdrawnOn: LocalDate },
  others: readonly Pick<RecommendationState, 'withdrawnOn'>[],
  openQuestions: readonly Addressee[],
  today: LocalDate,
): Move {
  const remaining = others.filter(({ withdrawnOn }) => withdrawnOn === null).length;
  const status = nextStatus(referral.status, {
    command: 'withdraw_recommendation',
    remaining,
    openQuestions,
  });
  checkRecommendationWithdrawal(withdrawal, recommendation, today);
  return {
    changes: { status },
    step: { kind: 'recommendation_withdrawn', occurredOn: withdrawal.withdrawnOn },
  };
}
