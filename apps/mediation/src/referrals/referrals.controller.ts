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

import { ReferralView } from './referral.view.js';
import { ReferralEndingsService } from './referral-endings.service.js';
import {
  DeclareConflict,
  HandOver,
  Join,
  ReferralsQuery,
  RegisterReferral,
  SeizeCourt,
  SupplyInformation,
  TakeNoFurtherAction,
  Withdraw,
} from './referrals.dto.js';
import { referralErrors } from './referrals.errors.js';
import { ReferralsService } from './referrals.service.js';

const MEDIATORS: readonly Role[] = ['mediator'];
const PERSONS: readonly Role[] = ['mediator', 'beneficiary', 'guardian'];
const REFERRING: readonly Role[] = [...PERSONS, 'partner_agent'];

@ApiTags('referrals')
@Controller('v1/referrals')
export class ReferralsController {
  constructor(
    private readonly referrals: ReferralsService,
    private readonly endings: ReferralEndingsService,
  ) {}

  @Post()
  @Access({ roles: REFERRING })
  @Versioned()
  @Located<ReferralView>(({ id }) => `/mediation/v1/referrals/${id}`)
  @ApiOperation({ summary: 'Refers a case to the mediator, or records one that arrived' })
  @ApiCreatedResponse({ type: ReferralView })
  @Problems(
    referralErrors.receivedInFuture,
    referralErrors.priorClaimAfterReferral,
    referralErrors.appealDeadlineAlreadyPast,
  )
  register(@Caller() actor: Actor, @Body() command: RegisterReferral): Promise<ReferralView> {
    return this.referrals.register(actor, command);
  }

  @Get()
  @Access({ roles: REFERRING })
  @ApiOperation({
    summary: 'Cases, the latest received first: all for mediators, their own for others',
  })
  @PageOf(ReferralView, 'A page of cases')
  list(@Caller() actor: Actor, @Query() query: ReferralsQuery): Promise<Page<ReferralView>> {
    return this.referrals.list(actor, query);
  }

  @Get(':id')
  @Access({ roles: REFERRING })
  @Versioned()
  @ApiOperation({ summary: 'A case, as far as the caller may see it; the read is logged' })
  @ApiOkResponse({ type: ReferralView })
  get(@Caller() actor: Actor, @IdParam() id: string): Promise<ReferralView> {
    return this.referrals.get(actor, id);
  }

  @Post(':id/additional-information')
  @HttpCode(200)
  @Access({ roles: REFERRING })
  @Versioned()
  @ApiOperation({ summary: 'Supplies what the mediator asked for before deciding' })
  @ApiOkResponse({ type: ReferralView })
  @Problems(
    referralErrors.priorClaimAfterReferral,
    referralErrors.notAllowedNow,
    requestErrors.versionMismatch,
  )
  supplyInformation(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: SupplyInformation,
  ): Promise<ReferralView> {
    return this.endings.supplyInformation(actor, id, expected, command);
  }

  @Post(':id/no-further-action')
  @HttpCode(200)
  @Access({ roles: MEDIATORS })
  @Versioned()
  @ApiOperation({ summary: 'Ends a case whose missing information never came' })
  @ApiOkResponse({ type: ReferralView })
  @Problems(
    referralErrors.informationLimitRunning,
    referralErrors.endedInFuture,
    referralErrors.notAllowedNow,
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
  @Access({ roles: PERSONS })
  @Versioned()
  @ApiOperation({ summary: 'The person withdraws' })
  @ApiOkResponse({ type: ReferralView })
  @Problems(
    referralErrors.withdrawalDateOutOfRange,
    referralErrors.referralAlreadyClosed,
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
  @Access({ roles: MEDIATORS })
  @Versioned()
  @ApiOperation({ summary: 'A court was seized: the mediation lapses (L217-7-1 II CSS)' })
  @ApiOkResponse({ type: ReferralView })
  @Problems(
    referralErrors.courtSeizureInFuture,
    referralErrors.courtSeizedBeforeReferral,
    referralErrors.referralAlreadyClosed,
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
  @Access({ roles: MEDIATORS })
  @Versioned()
  @ApiOperation({ summary: 'Joins a duplicate to the case of the same file that goes on' })
  @ApiOkResponse({ type: ReferralView })
  @Problems(
    referralErrors.joinedToItself,
    referralErrors.joinedToAnotherFile,
    referralErrors.joinedToEnded,
    referralErrors.referralAlreadyClosed,
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

  @Post(':id/handover')
  @HttpCode(200)
  @Access({ roles: MEDIATORS })
  @Versioned()
  @ApiOperation({ summary: 'Hands the case over to another mediator' })
  @ApiOkResponse({ type: ReferralView })
  @Problems(
    referralErrors.conflictOfInterest,
    referralErrors.referralAlreadyClosed,
    requestErrors.versionMismatch,
  )
  handOver(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: HandOver,
  ): Promise<ReferralView> {
    return this.endings.handOver(actor, id, expected, command);
  }

  @Post(':id/conflicts-of-interest')
  @HttpCode(200)
  @Access({ roles: MEDIATORS })
  @Versioned()
  @ApiOperation({
    summary: 'Declares that a mediator handled the file before, and may not act on the case',
  })
  @ApiOkResponse({ type: ReferralView })
  @Problems(referralErrors.referralAlreadyClosed, requestErrors.versionMismatch)
  declareConflict(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: DeclareConflict,
  ): Promise<ReferralView> {
    return this.endings.declareConflict(actor, id, expected, command);
  }
}
