import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import type { Recommendation } from './recommendation.entity.js';
import { RECOMMENDATION_ANSWERS, RECOMMENDATION_KINDS } from './recommendation.js';

const dayOrNull = { type: String, format: 'date', nullable: true } as const;

export class RecommendationView {
  @Shown({ format: 'uuid' })
  id!: string;

  @Shown({ format: 'uuid' })
  referralId!: string;

  @Shown()
  addressedTo!: string;

  @Shown({ enum: RECOMMENDATION_KINDS })
  kind!: string;

  @Shown()
  legalBasis!: string;

  @Shown()
  text!: string;

  @Shown({ type: String, format: 'date' })
  issuedOn!: LocalDate;

  @Shown({ type: String, format: 'date' })
  answerDueOn!: LocalDate;

  @Shown({ enum: RECOMMENDATION_ANSWERS, nullable: true, type: String })
  answer!: string | null;

  @Shown({ type: String, nullable: true })
  reason!: string | null;

  @Shown(dayOrNull)
  answeredOn!: LocalDate | null;

  @Shown(dayOrNull)
  effectiveOn!: LocalDate | null;

  @Shown(dayOrNull)
  withdrawnOn!: LocalDate | null;
}

export class RecommendationsView {
  @Shown({ type: [RecommendationView] })
  items!: RecommendationView[];
}

export function recommendationView(row: Recommendation): RecommendationView {
  return {
    id: row.id,
    referralId: row.referralId,
    addressedTo: row.addressedTo,
    kind: row.kind,
    legalBasis: row.legalBasis,
    text: row.text,
    issuedOn: row.issuedOn,
    answerDueOn: row.answerDueOn,
    answer: row.answer,
    reason: row.reason,
    answeredOn: row.answeredOn,
    effectiveOn: row.effectiveOn,
    withdrawnOn: row.withdrawnOn,
  };
}
