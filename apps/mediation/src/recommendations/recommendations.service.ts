import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import type { ExpectedVersions } from '@passerelle/http';
import { newId } from '@passerelle/kernel';

import { openAddressees } from '../information-requests/information-request.js';
import { InformationRequestsRepository } from '../information-requests/information-requests.repository.js';
import { found, ReferralDesk } from '../referrals/referral-desk.service.js';
import { RecommendationRow } from './recommendation.entity.js';
import {
  recommendationAnswerMove,
  recommendationMove,
  recommendationWithdrawalMove,
} from './recommendation-moves.js';
import {
  type AnswerRecommendation,
  type IssueRecommendation,
  recommendationView,
  type RecommendationsView,
  type RecommendationView,
  type WithdrawRecommendation,
} from './recommendations.dto.js';
import { RecommendationsRepository } from './recommendations.repository.js';

/** The recommendation ledger of a case: issued, answered, taken back, never removed. */
@Injectable()
export class RecommendationsService {
  constructor(
    private readonly desk: ReferralDesk,
    private readonly recommendations: RecommendationsRepository,
    private readonly requests: InformationRequestsRepository,
  ) {}

  issue(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: IssueRecommendation,
  ): Promise<RecommendationView> {
    return this.desk.change(actor, id, 'issue_recommendation', expected, async (open) => {
      const { referral, tx, today } = open;
      const move = recommendationMove(referral, command, today);
      const row = Object.assign(new RecommendationRow(), {
        ...command,
        id: newId(),
        referralId: id,
        answer: null,
        reason: null,
        answeredOn: null,
        effectiveOn: null,
        withdrawnOn: null,
      });
      await this.recommendations.insert(tx, row);
      await this.desk.take(open, move);
      return recommendationView(row);
    });
  }

  answer(
    actor: Actor,
    id: string,
    recommendationId: string,
    expected: ExpectedVersions,
    command: AnswerRecommendation,
  ): Promise<RecommendationView> {
    return this.desk.change(actor, id, 'answer_recommendation', expected, async (open) => {
      const { referral, tx, today } = open;
      const row = await this.one(id, recommendationId);
      const answer = {
        answer: command.answer,
        reason: command.reason ?? null,
        answeredOn: command.answeredOn,
        effectiveOn: command.effectiveOn ?? null,
      };
      const move = recommendationAnswerMove(referral, row, answer, today);
      await this.recommendations.update(tx, row.id, answer);
      await this.desk.take(open, move);
      return recommendationView(Object.assign(row, answer));
    });
  }

  withdraw(
    actor: Actor,
    id: string,
    recommendationId: string,
    expected: ExpectedVersions,
    command: WithdrawRecommendation,
  ): Promise<RecommendationView> {
    return this.desk.change(actor, id, 'withdraw_recommendation', expected, async (open) => {
      const { referral, tx, today } = open;
      const withdrawnOn = command.withdrawnOn ?? today;
      const all = await this.recommendations.of(id);
      const row = found(all.find((known) => known.id === recommendationId) ?? null);
      const others = all.filter((known) => known.id !== row.id);
      const questions = openAddressees(await this.requests.of(id));
      const withdrawal = { withdrawnOn };
      const move = recommendationWithdrawalMove(
        referral,
        row,
        withdrawal,
        others,
        questions,
        today,
      );
      await this.recommendations.update(tx, row.id, withdrawal);
      await this.desk.take(open, move);
      return recommendationView(Object.assign(row, { withdrawnOn }));
    });
  }

  of(actor: Actor, id: string): Promise<RecommendationsView> {
    return this.desk.read(
      actor,
      id,
      'recommendations',
      async () => ({ items: (await this.recommendations.of(id)).map(recommendationView) }),
      'read_notes',
    );
  }

  private async one(referralId: string, id: string): Promise<RecommendationRow> {
    const all = await this.recommendations.of(referralId);
    return found(all.find((row) => row.id === id) ?? null);
  }
}
