import { Day, OneOf, Text } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

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
    description: 'The article of law that supports the recommendation; an empty text gets a 422',
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
    description: 'Required unless the recommendation is fully followed',
  })
  reason?: string | null;

  @Day()
  answeredOn!: LocalDate;

  @Day({ optional: true, nullable: true, description: 'The day on which the answer takes effect' })
  effectiveOn?: LocalDate | null;
}

export class WithdrawRecommendation {
  @Day({ optional: true, description: 'Today by default' })
  withdrawnOn?: LocalDate;
}
