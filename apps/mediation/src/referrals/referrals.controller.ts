import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import type { Role } from '@passerelle/contracts';
import {
  type ExpectedVersions,
  IdParam,
  IfMatch,
  Located,
  PageOf,
  Problems,
  requestErrors,
  Versioned,
} from '@passerelle/http';
import type { Page } from '@passerelle/persistence';

import { refusalsOf } from '../cases/lifecycle.js';
import { ReferralView } from './referral.view.js';
import { ReferralsQuery, RegisterReferral, SupplyInformation } from './referrals.dto.js';
import { referralErrors } from './referrals.errors.js';
import { ReferralsService } from './referrals.service.js';

const REFERRING: readonly Role[] = ['mediator', 'beneficiary', 'guardian', 'partner_agent'];

@ApiTags('referrals')
@Controller('v1/referrals')
export class ReferralsController {
  constructor(private readonly referrals: ReferralsService) {}

  @Post()
  @Access({ roles: REFERRING })
  @Versioned()
  @Located<ReferralView>(({ id }) => `/mediation/v1/referrals/${id}`)
  @ApiOperation({ summary: 'Refers a case to the mediator, or records a referral that arrived' })
  @ApiCreatedResponse({ type: ReferralView })
  @Problems(
    requestErrors.reservedMember,
    referralErrors.arrivalMissing,
    referralErrors.receivedInFuture,
    referralErrors.appealDeadlineImplausible,
    referralErrors.priorClaimAfterReferral,
    referralErrors.priorClaimCompletedOutOfRange,
    referralErrors.linkedToUnknown,
    referralErrors.linkedToAnotherFile,
    referralErrors.linkedToOpen,
    referralErrors.linkedToLater,
  )
  register(@Caller() actor: Actor, @Body() command: RegisterReferral): Promise<ReferralView> {
    return this.referrals.register(actor, command);
  }

  @Get()
  @Access({ roles: REFERRING })
  @ApiOperation({
    summary:
      'The cases, the latest received first: all cases for mediators, their own cases for other callers',
  })
  @PageOf(ReferralView, 'A page of cases')
  list(@Caller() actor: Actor, @Query() query: ReferralsQuery): Promise<Page<ReferralView>> {
    return this.referrals.list(actor, query);
  }

  @Get(':id')
  @Access({ roles: REFERRING })
  @Versioned()
  @ApiOperation({ summary: 'The members of a case that the caller may see; the read is recorded' })
  @ApiOkResponse({ type: ReferralView })
  get(@Caller() actor: Actor, @IdParam() id: string): Promise<ReferralView> {
    return this.referrals.get(actor, id);
  }

  @Post(':id/additional-information')
  @HttpCode(200)
  @Access({ roles: REFERRING })
  @Versioned()
  @ApiOperation({
    summary: 'Supplies the information that the mediator requested before the decision',
  })
  @ApiOkResponse({ type: ReferralView })
  @Problems(
    ...refusalsOf('supply_information'),
    referralErrors.priorClaimAfterReferral,
    referralErrors.priorClaimCompletedOutOfRange,
    requestErrors.versionMismatch,
  )
  supplyInformation(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: SupplyInformation,
  ): Promise<ReferralView> {
    return this.referrals.supplyInformation(actor, id, expected, command);
  }
}
