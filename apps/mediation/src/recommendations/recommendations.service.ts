import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import type { ExpectedVersions } from '@passerelle/http';
import { newId } from '@passerelle/kernel';

import { openAddressees } from '../information-requests/information-request.js';
import { InformationRequestsDirectory } from '../information-requests/information-requests.directory.js';
import { found, ReferralAccessService } from '../referrals/referral-access.service.js';
import { Recommendation } from './recommendation.entity.js';
import {
  recommendationAnswerMove,
  recommendationMove,
  recommendationWithdrawalMove,
} from './recommendation-moves.js';
import {
  type RecommendationsView,
  recommendationView,
  type RecommendationView,
} from './recommendation.view.js';
import { RecommendationsDirectory } from './recommendations.directory.js';
import type {
  AnswerRecommendation,
  IssueRecommendation,
  WithdrawRecommendation,
} from './recommendations.dto.js';
import { RecommendationsRepository } from './recommendations.repository.js';

/** The recommendations of a case: a mediator issues, answers or withdraws them, and none is ever removed. */
@Injectable()
export class RecommendationsService {
  constructor(
    private readonly access: ReferralAccessService,
    private readonly recommendations: RecommendationsRepository,
    private readonly directory: RecommendationsDirectory,
    private readonly requests: InformationRequestsDirectory,
  ) {}

  issue(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: IssueRecommendation,
  ): Promise<RecommendationView> {
    return this.access.change(actor, id, 'issue_recommendation', expected, async (open) => {
      const { referral, tx, today } = open;
      const move = recommendationMove(referral, command, today);
      const recommendation = Object.assign(new Recommendation(), {
        ...command,
        id: newId(),
        referralId: id,
        answer: null,
        reason: null,
        answeredOn: null,
        effectiveOn: null,
        withdrawnOn: null,
      });
      await this.recommendations.insert(tx, recommendation);
      await this.access.apply(open, move);
      return recommendationView(recommendation);
    });
  }

  answer(
    actor: Actor,
    id: string,
    recommendationId: string,
    expected: ExpectedVersions,
    command: AnswerRecommendation,
  ): Promise<RecommendationView> {
    return this.access.change(actor, id, 'answer_recommendation', expected, async (open) => {
      const { referral, tx, today } = open;
      const known = await this.directory.ofReferral(id);
      const recommendation = found(known.find((each) => each.id === recommendationId));
      const answer = {
        answer: command.answer,
        reason: command.reason ?? null,
        answeredOn: command.answeredOn,
        effectiveOn: command.effectiveOn ?? null,
      };
      const move = recommendationAnswerMove(referral, recommendation, answer, today);
      const answered = await this.recommendations.change(tx, recommendation, answer);
      await this.access.apply(open, move);
      return recommendationView(answered);
    });
  }

  withdraw(
    actor: Actor,
    id: string,
    recommendationId: string,
    expected: ExpectedVersions,
    command: WithdrawRecommendation,
  ): Promise<RecommendationView> {
    return this.access.change(actor, id, 'withdraw_recommendation', expected, async (open) => {
      const { referral, tx, today } = open;
      const withdrawal = { withdrawnOn: command.withdrawnOn ?? today };
      const known = await this.directory.ofReferral(id);
      const recommendation = found(known.find((each) => each.id === recommendationId));
      const move = recommendationWithdrawalMove(
        referral,
        recommendation,
        withdrawal,
        known.filter((each) => each !== recommendation),
        openAddressees(await this.requests.ofReferral(id)),
        today,
      );
      const withdrawn = await this.recommendations.change(tx, recommendation, withdrawal);
      await this.access.apply(open, move);
      return recommendationView(withdrawn);
    });
  }

  ofReferral(actor: Actor, id: string): Promise<RecommendationsView> {
    return this.access.read(
      actor,
      id,
      'recommendations',
      async () => ({ items: (await this.directory.ofReferral(id)).map(recommendationView) }),
      'read_notes',
    );
  }
}
