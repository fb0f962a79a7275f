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

import { CONFLICT_REFUSALS } from '../cases/conflict-of-interest.js';
import { refusalsOf } from '../cases/lifecycle.js';
import { ReferralView } from '../referrals/referral.view.js';
import { Join, SeizeCourt, TakeNoFurtherAction, Withdraw } from './endings.dto.js';
import { endingErrors } from './endings.errors.js';
import { EndingsService } from './endings.service.js';

/** The ends of a case that are neither a closure nor a decision. */
@ApiTags('referrals')
@Controller('v1/referrals')
export class EndingsController {
  constructor(private readonly endings: EndingsService) {}

  @Post(':id/no-further-action')
  @HttpCode(200)
  @Access({ roles: ['mediator'] })
  @Versioned()
  @ApiOperation({ summary: 'Ends a case when the requested information did not arrive' })
  @ApiOkResponse({ type: ReferralView })
  @Problems(
    ...refusalsOf('take_no_further_action'),
    ...CONFLICT_REFUSALS,
    endingErrors.informationLimitRunning,
    endingErrors.endedInFuture,
    requestErrors.versionMismatch,
  )
  takeNoFurtherAction(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: TakeNoFurtherAction,
  ): Promise<ReferralView> {
    return this.endings.takeNoFurtherAction(actor, id, expected, command);
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @Access({ roles: ['mediator', 'beneficiary', 'guardian'] })
  @Versioned()
  @ApiOperation({ summary: 'Records that the person withdraws the request' })
  @ApiOkResponse({ type: ReferralView })
  @Problems(
    ...refusalsOf('withdraw'),
    requestErrors.reservedMember,
    endingErrors.withdrawalDateOutOfRange,
    requestErrors.versionMismatch,
  )
  withdraw(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: Withdraw,
  ): Promise<ReferralView> {
    return this.endings.withdraw(actor, id, expected, command);
  }

  @Post(':id/court-seizure')
  @HttpCode(200)
  @Access({ roles: ['mediator'] })
  @Versioned()
  @ApiOperation({
    summary: 'Records a court action, which ends the mediation (L217-7-1 II CSS)',
  })
  @ApiOkResponse({ type: ReferralView })
  @Problems(
    ...refusalsOf('seize_court'),
    ...CONFLICT_REFUSALS,
    endingErrors.courtSeizureInFuture,
    endingErrors.courtSeizedBeforeReferral,
    requestErrors.versionMismatch,
  )
  seizeCourt(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: SeizeCourt,
  ): Promise<ReferralView> {
    return this.endings.seizeCourt(actor, id, expected, command);
  }

  @Post(':id/joining')
  @HttpCode(200)
  @Access({ roles: ['mediator'] })
  @Versioned()
  @ApiOperation({ summary: 'Joins a duplicate to the case of the same file that continues' })
  @ApiOkResponse({ type: ReferralView })
  @Problems(
    ...refusalsOf('join'),
    ...CONFLICT_REFUSALS,
    endingErrors.joinedToItself,
    endingErrors.joinedToAnotherFile,
    endingErrors.joinedToEnded,
    requestErrors.versionMismatch,
  )
  join(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: Join,
  ): Promise<ReferralView> {
    return this.endings.join(actor, id, expected, command);
  }
}
