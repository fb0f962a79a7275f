import { Entity } from 'typeorm';

import type { LocalDate } from '@passerelle/kernel';
import { DateColumn, IdColumn, TextColumn, UuidColumn } from '@passerelle/persistence';

import type {
  RecommendationState,
  RecommendationAnswer,
  RecommendationKind,
} from './recommendation.js';

@Entity({ name: 'recommendations' })
export class Recommendation implements RecommendationState {
  @IdColumn()
  id!: string;

  @UuidColumn('referral_id')
  referralId!: string;

  @TextColumn('addressed_to')
  addressedTo!: string;

  @TextColumn('kind')
  kind!: RecommendationKind;

  @TextColumn('legal_basis')
  legalBasis!: string;

  @TextColumn('text')
  text!: string;

  @DateColumn('issued_on')
  issuedOn!: LocalDate;

  @DateColumn('answer_due_on')
  answerDueOn!: LocalDate;

  @TextColumn('answer', { nullable: true })
  answer!: RecommendationAnswer | null;

  @TextColumn('reason', { nullable: true })
  reason!: string | null;

  @DateColumn('answered_on', { nullable: true })
  answeredOn!: LocalDate | null;

  @DateColumn('effective_on', { nullable: true })
  effectiveOn!: LocalDate | null;

  @DateColumn('withdrawn_on', { nullable: true })
  withdrawnOn!: LocalDate | null;
}
