import { Day, OneOf, Shown, Text } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import type { RecommendationRow } from './recommendation.entity.js';
import {
  RECOMMENDATION_ANSWERS,
  RECOMMENDATION_KINDS,
  type RecommendationAnswer,
  type RecommendationKind,
} from './recommendation.js';

export class IssueRecommendation {
  @Text({ max: 200, description: 'The director or the service concerned' })
  addressedTo!: string;

  @OneOf(RECOMMENDATION_KINDS, { description: '`generic`: a change of practice or rule' })
  kind!: RecommendationKind;

  @Text({
    max: 500,
    min: 0,
    description: 'The article it rests on: required by the rule, 422 without',
    example: 'L553-2 CSS',
  })
  legalBasis!: string;

  @Text({ max: 20_000 })
  text!: string;

  @Day()
  issuedOn!: LocalDate;

  @Day()
  answerDueOn!: LocalDate;
}

export class AnswerRecommendation {
  @OneOf(RECOMMENDATION_ANSWERS)
  answer!: RecommendationAnswer;

  @Text({
    max: 5_000,
    optional: true,
    nullable: true,
    description: 'Required unless wholly followed',
  })
  reason?: string | null;

  @Day()
  answeredOn!: LocalDate;

  @Day({ optional: true, nullable: true, description: 'When it takes effect' })
  effectiveOn?: LocalDate | null;
}

export class WithdrawRecommendation {
  @Day({ optional: true, description: 'Today by default' })
  withdrawnOn?: LocalDate;
}

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

export function recommendationView(row: RecommendationRow): RecommendationView {
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
