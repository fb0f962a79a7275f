import { isBlank, type LocalDate } from '@passerelle/kernel';

import { recommendationErrors } from './recommendation.errors.js';
import type { ReferralState } from '../cases/referral.js';
import { refuseAt } from '../cases/case.errors.js';

/** `individual`: a remedy for one case. `generic`: a change of practice or rule, which the national mediator learns (domain M7.2). */
export const RECOMMENDATION_KINDS = ['individual', 'generic'] as const;
export type RecommendationKind = (typeof RECOMMENDATION_KINDS)[number];

export const RECOMMENDATION_ANSWERS = ['followed', 'partly_followed', 'refused'] as const;
export type RecommendationAnswer = (typeof RECOMMENDATION_ANSWERS)[number];

export interface RecommendationState {
  readonly id: string;
  readonly addressedTo: string;
  readonly kind: RecommendationKind;
  readonly legalBasis: string;
  readonly text: string;
  readonly issuedOn: LocalDate;
  readonly answerDueOn: LocalDate;
  readonly answer: RecommendationAnswer | null;
  readonly reason: string | null;
  readonly answeredOn: LocalDate | null;
  readonly effectiveOn: LocalDate | null;
  /** The day on which the mediator withdrew the recommendation; a withdrawn recommendation counts nowhere. */
  readonly withdrawnOn: LocalDate | null;
}

/** The answer under which a recommendation is counted (domain M7.3, M11.2); null for a withdrawn one. */
export function followUpOf(
  recommendation: Pick<RecommendationState, 'answer' | 'withdrawnOn'>,
): RecommendationAnswer | 'unanswered' | null {
  if (recommendation.withdrawnOn !== null) return null;
  return recommendation.answer ?? 'unanswered';
}

/** The mediator recommends within the law, so a recommendation names its legal basis (L217-7-1 I CSS; domain M5.2). */
export function checkRecommendation(
  recommendation: Pick<
    RecommendationState,
    'addressedTo' | 'legalBasis' | 'text' | 'issuedOn' | 'answerDueOn'
  >,
  referral: Pick<ReferralState, 'receivedOn' | 'openedOn'>,
  today: LocalDate,
): void {
  const { issuedOn, answerDueOn } = recommendation;
  if (isBlank(recommendation.legalBasis)) {
    throw refuseAt('/legalBasis', recommendationErrors.recommendationWithoutLegalBasis);
  }
  if (isBlank(recommendation.text)) {
    throw refuseAt('/text', recommendationErrors.recommendationWithoutText);
  }
  if (isBlank(recommendation.addressedTo)) {
    throw refuseAt('/addressedTo', recommendationErrors.recommendationWithoutAddressee);
  }
  const from = referral.openedOn ?? referral.receivedOn;
  if (issuedOn < from || issuedOn > today) {
    throw refuseAt('/issuedOn', recommendationErrors.recommendationDateOutOfRange, {
      issuedOn,
      from,
      today,
    });
  }
  if (answerDueOn < issuedOn) {
    throw refuseAt('/answerDueOn', recommendationErrors.answerDueBeforeRecommendation, {
      answerDueOn,
      issuedOn,
    });
  }
}

/**
 * A recommendation has one answer at most, with reasons unless the recommendation is fully followed (domain
 * M7.3). The day of effect may precede or follow the recommendation: a right may be restored from either.
 */
export function checkRecommendationAnswer(
  answer: {
    readonly answer: RecommendationAnswer;
    readonly reason: string | null;
    readonly answeredOn: LocalDate;
    readonly effectiveOn: LocalDate | null;
  },
  recommendation: Pick<RecommendationState, 'issuedOn' | 'answeredOn' | 'withdrawnOn'>,
  today: LocalDate,
): void {
  assertOpen(recommendation);
  const { answeredOn } = answer;
  const { issuedOn } = recommendation;
  if (answeredOn < issuedOn || answeredOn > today) {
    throw refuseAt('/answeredOn', recommendationErrors.recommendationAnswerDateOutOfRange, {
      answeredOn,
      issuedOn,
      today,
    });
  }
  if (answer.answer !== 'followed' && isBlank(answer.reason)) {
    throw refuseAt('/reason', recommendationErrors.refusalWithoutReason);
  }
  if (answer.answer === 'refused' && answer.effectiveOn !== null) {
    throw refuseAt('/effectiveOn', recommendationErrors.refusalWithDateOfEffect);
  }
}

export function checkRecommendationWithdrawal(
  withdrawal: { readonly withdrawnOn: LocalDate },
  recommendation: Pick<RecommendationState, 'issuedOn' | 'answeredOn' | 'withdrawnOn'>,
  today: LocalDate,
): void {
  assertOpen(recommendation);
  const { withdrawnOn } = withdrawal;
  const { issuedOn } = recommendation;
  if (withdrawnOn < issuedOn || withdrawnOn > today) {
    throw refuseAt('/withdrawnOn', recommendationErrors.recommendationWithdrawalOutOfRange, {
      withdrawnOn,
      issuedOn,
      today,
    });
  }
}

function assertOpen(recommendation: Pick<RecommendationState, 'answeredOn' | 'withdrawnOn'>): void {
  const { withdrawnOn, answeredOn } = recommendation;
  if (withdrawnOn !== null) throw recommendationErrors.recommendationWithdrawn({ withdrawnOn });
  if (answeredOn !== null) {
    throw recommendationErrors.recommendationAlreadyAnswered({ answeredOn });
  }
}
