import { Day, Field } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import type { RecommendationAnswer, RecommendationKind } from './recommendation.js';
import { RECOMMENDATION, RECOMMENDATION_ANSWER } from './recommendation.fields.js';

export class IssueRecommendation {
  @Field(RECOMMENDATION.addressedTo)
  addressedTo!: string;

  @Field(RECOMMENDATION.kind)
  kind!: RecommendationKind;

  @Field(RECOMMENDATION.legalBasis)
  legalBasis!: string;

  @Field(RECOMMENDATION.text)
  text!: string;

  @Field(RECOMMENDATION.issuedOn)
  issuedOn!: LocalDate;

  @Field(RECOMMENDATION.answerDueOn)
  answerDueOn!: LocalDate;
}

export class AnswerRecommendation {
  @Field(RECOMMENDATION_ANSWER.answer)
  answer!: RecommendationAnswer;

  @Field(RECOMMENDATION_ANSWER.reason, { optional: true, nullable: true })
  reason?: string | null;

  @Field(RECOMMENDATION_ANSWER.answeredOn)
  answeredOn!: LocalDate;

  @Field(RECOMMENDATION_ANSWER.effectiveOn, { optional: true, nullable: true })
  effectiveOn?: LocalDate | null;
}

export class WithdrawRecommendation {
  @Day({ optional: true, description: 'Today by default' })
  withdrawnOn?: LocalDate;
}
