import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import {
  type ExpectedVersions,
  IdParam,
  IfMatch,
  Problems,
  requestErrors,
  Versioned,
} from '@passerelle/http';

import { admissibilityErrors } from '../admissibility/admissibility.errors.js';
import { caseErrors } from '../cases/case.errors.js';
import { closureErrors } from '../closure/closure.errors.js';
import { endingErrors } from '../endings/endings.errors.js';
import { handoverErrors } from '../handovers/handovers.errors.js';
import { informationRequestErrors } from '../information-requests/information-request.errors.js';
import { recommendationErrors } from '../recommendations/recommendation.errors.js';
import { ReferralView } from '../referrals/referral.view.js';
import { referralErrors } from '../referrals/referrals.errors.js';
import { solutionErrors } from '../solutions/solutions.errors.js';
import { CorrectReferral } from './corrections.dto.js';
import { correctionErrors } from './corrections.errors.js';
import { CorrectionsService } from './corrections.service.js';

@ApiTags('referrals')
@Controller('v1/referrals/:id/corrections')
export class CorrectionsController {
  constructor(private readonly corrections: CorrectionsService) {}

  @Post()
  @HttpCode(200)
  @Access({ roles: ['mediator'] })
  @Versioned()
  @ApiOperation({
    summary: 'Corrects clerical errors, also after the end; the former values stay on the timeline',
  })
  @ApiOkResponse({ type: ReferralView })
  @Problems(
    ...Object.values(correctionErrors),
    caseErrors.conflictOfInterest,
    // The rules of the steps hold for the corrected facts.
    referralErrors.receivedInFuture,
    referralErrors.appealDeadlineImplausible,
    referralErrors.priorClaimAfterReferral,
    referralErrors.priorClaimCompletedOutOfRange,
    referralErrors.linkedToLater,
    admissibilityErrors.decisionInFuture,
    admissibilityErrors.decisionBeforeReceipt,
    admissibilityErrors.decisionBeforeInformationRequest,
    admissibilityErrors.admissibleWithoutPriorClaim,
    admissibilityErrors.courtSeizedAfterDecision,
    admissibilityErrors.redirectionDateOutOfRange,
    informationRequestErrors.questionDateOutOfRange,
    solutionErrors.solutionDateOutOfRange,
    recommendationErrors.recommendationDateOutOfRange,
    endingErrors.informationLimitRunning,
    endingErrors.withdrawalDateOutOfRange,
    endingErrors.courtSeizureInFuture,
    endingErrors.courtSeizedBeforeReferral,
    handoverErrors.transferDateOutOfRange,
    closureErrors.closureBeforeOpening,
    closureErrors.closureInFuture,
    closureErrors.closureBeforeRecommendation,
    closureErrors.outcomeContradictsResolution,
    closureErrors.courtSeizureNotAClosure,
    closureErrors.resolutionWithoutRecommendation,
    closureErrors.resolutionContradictsAnswer,
    closureErrors.agreementWithoutAcceptance,
    requestErrors.versionMismatch,
  )
  correct(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: CorrectReferral,
  ): Promise<ReferralView> {
    return this.corrections.correct(actor, id, expected, command);
  }
}
