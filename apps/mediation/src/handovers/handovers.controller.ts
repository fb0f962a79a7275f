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
import { DeclareConflict, HandOver, TransferReferral } from './handovers.dto.js';
import { handoverErrors } from './handovers.errors.js';
import { HandoversService } from './handovers.service.js';

@ApiTags('referrals')
@Controller('v1/referrals')
export class HandoversController {
  constructor(private readonly handovers: HandoversService) {}

  @Post(':id/handover')
  @HttpCode(200)
  @Access({ roles: ['mediator'] })
  @Versioned()
  @ApiOperation({ summary: 'Hands the case over to another mediator' })
  @ApiOkResponse({ type: ReferralView })
  @Problems(
    ...refusalsOf('hand_over'),
    ...CONFLICT_REFUSALS,
    handoverErrors.noActiveMediator,
    requestErrors.versionMismatch,
  )
  handOver(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: HandOver,
  ): Promise<ReferralView> {
    return this.handovers.handOver(actor, id, expected, command);
  }

  @Post(':id/conflicts-of-interest')
  @HttpCode(200)
  @Access({ roles: ['mediator'] })
  @Versioned()
  @ApiOperation({
    summary:
      'Declares that a mediator handled the file before, or has a link that sends the case to another Caf',
  })
  @ApiOkResponse({ type: ReferralView })
  @Problems(...refusalsOf('hand_over'), requestErrors.versionMismatch)
  declareConflict(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: DeclareConflict,
  ): Promise<ReferralView> {
    return this.handovers.declareConflict(actor, id, expected, command);
  }

  @Post(':id/transfer')
  @HttpCode(200)
  @Access({ roles: ['mediator'] })
  @Versioned()
  @ApiOperation({
    summary:
      'Records that the mediator of another Caf treats the claim, after a declared conflict of interest (R115-5 CSS)',
  })
  @ApiOkResponse({ type: ReferralView })
  @Problems(
    ...refusalsOf('transfer'),
    handoverErrors.transferWithoutConflict,
    handoverErrors.transferDateOutOfRange,
    requestErrors.versionMismatch,
  )
  transfer(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: TransferReferral,
  ): Promise<ReferralView> {
    return this.handovers.transfer(actor, id, expected, command);
  }
}
