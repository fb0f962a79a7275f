import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import {
  type ExpectedVersions,
  IdParam,
  IfMatch,
  Located,
  Problems,
  requestErrors,
} from '@passerelle/http';

import { CONFLICT_REFUSALS } from '../cases/conflict-of-interest.js';
import { refusalsOf } from '../cases/lifecycle.js';
import { recommendationErrors } from './recommendation.errors.js';
import { RecommendationsView, RecommendationView } from './recommendation.view.js';
import {
  AnswerRecommendation,
  IssueRecommendation,
  WithdrawRecommendation,
} from './recommendations.dto.js';
import { RecommendationsService } from './recommendations.service.js';

@ApiTags('recommendations')
@Access({ roles: ['mediator'] })
@Controller('v1/referrals/:id/recommendations')
export class RecommendationsController {
  constructor(private readonly recommendations: RecommendationsService) {}

  @Post()
  @Located<RecommendationView>(
    ({ referralId }) => `/mediation/v1/referrals/${referralId}/recommendations`,
  )
  @ApiOperation({ summary: 'Issues a recommendation, within the law (L217-7-1 I CSS)' })
  @ApiCreatedResponse({ type: RecommendationView })
  @Problems(
    ...refusalsOf('issue_recommendation'),
    recommendationErrors.recommendationWithoutLegalBasis,
    recommendationErrors.recommendationDateOutOfRange,
    recommendationErrors.answerDueBeforeRecommendation,
    ...CONFLICT_REFUSALS,
    requestErrors.versionMismatch,
  )
  issue(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: IssueRecommendation,
  ): Promise<RecommendationView> {
    return this.recommendations.issue(actor, id, expected, command);
  }

  @Get()
  @ApiOperation({ summary: 'The recommendations of a case, the withdrawn ones included' })
  @ApiOkResponse({ type: RecommendationsView })
  of(@Caller() actor: Actor, @IdParam() id: string): Promise<RecommendationsView> {
    return this.recommendations.ofReferral(actor, id);
  }

  @Post(':recommendationId/answer')
  @HttpCode(200)
  @ApiOperation({ summary: 'Records the answer to a recommendation, also after the closure' })
  @ApiOkResponse({ type: RecommendationView })
  @Problems(
    ...refusalsOf('answer_recommendation'),
    ...CONFLICT_REFUSALS,
    recommendationErrors.recommendationAlreadyAnswered,
    recommendationErrors.recommendationWithdrawn,
    recommendationErrors.refusalWithoutReason,
    recommendationErrors.refusalWithDateOfEffect,
    recommendationErrors.recommendationAnswerDateOutOfRange,
    requestErrors.versionMismatch,
  )
  answer(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IdParam('recommendationId') recommendationId: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: AnswerRecommendation,
  ): Promise<RecommendationView> {
    return this.recommendations.answer(actor, id, recommendationId, expected, command);
  }

  @Post(':recommendationId/withdrawal')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Withdraws a recommendation issued by mistake; a withdrawn recommendation counts nowhere',
  })
  @ApiOkResponse({ type: RecommendationView })
  @Problems(
    ...refusalsOf('withdraw_recommendation'),
    ...CONFLICT_REFUSALS,
    recommendationErrors.recommendationAlreadyAnswered,
    recommendationErrors.recommendationWithdrawn,
    recommendationErrors.recommendationWithdrawalOutOfRange,
    requestErrors.versionMismatch,
  )
  withdraw(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IdParam('recommendationId') recommendationId: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: WithdrawRecommendation,
  ): Promise<RecommendationView> {
    return this.recommendations.withdraw(actor, id, recommendationId, expected, command);
  }
}
