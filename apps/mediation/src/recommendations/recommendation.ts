import { isBlank, type LocalDate } from '@passerelle/kernel';

import { recommendationErrors } from './recommendation.errors.js';
import type { ReferralState } from '../cases/referral.js';
import { refuseAt } from '../cases/case.errors.js';

/** An individual remedy, or (`generic`) a change of practice or rule, which rises to the national mediator (§ 1.7). */
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
  /** Issued by mistake and taken back by the mediator: it counts nowhere. */
  readonly withdrawnOn: LocalDate | null;
}

/** How a recommendation is counted (§ 1.5, § 1.11); null for one that was withdrawn. */
export function followUpOf(
  recommendation: Pick<RecommendationState, 'answer' | 'withdrawnOn'>,
): RecommendationAnswer | 'unanswered' | null {
  if (recommendation.withdrawnOn !== null) return null;
  return recommendation.answer ?? 'unanswered';
}

/** The mediator recommends "within the law" (L217-7-1 I CSS): the legal basis is part of the recommendation (§ 1.5). */
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
 * Answered once; what is not fully followed is refused *with reasons* (§ 1.7). The date of effect is
 * free: a right may be restored from a day before the recommendation, or from a later one.
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
