import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
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

import { ReferralView } from '../referrals/referral.view.js';
import { CONFLICT_REFUSALS } from '../cases/conflict-of-interest.js';
import { refusalsOf } from '../cases/lifecycle.js';
import { AdviceQuery, DecideAdmissibility } from './admissibility.dto.js';
import { admissibilityErrors } from './admissibility.errors.js';
import { AdmissibilityService } from './admissibility.service.js';
import { AdvicesView } from './advice.view.js';

@ApiTags('admissibility')
@Access({ roles: ['mediator'] })
@Controller('v1/referrals/:id')
export class AdmissibilityController {
  constructor(private readonly admissibility: AdmissibilityService) {}

  @Post('admissibility')
  @HttpCode(200)
  @Versioned()
  @ApiOperation({
    summary: 'Decides on admissibility; a request out of scope is redirected to a service',
  })
  @ApiOkResponse({ type: ReferralView })
  @Problems(
    ...refusalsOf('decide'),
    ...Object.values(admissibilityErrors),
    ...CONFLICT_REFUSALS,
    requestErrors.versionMismatch,
  )
  decide(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: DecideAdmissibility,
  ): Promise<ReferralView> {
    return this.admissibility.decide(actor, id, expected, command);
  }

  @Get('admissibility-advice')
  @ApiOperation({ summary: 'The decisions that the recorded facts suggest; the mediator decides' })
  @ApiOkResponse({ type: AdvicesView })
  advise(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @Query() query: AdviceQuery,
  ): Promise<AdvicesView> {
    return this.admissibility.advise(actor, id, query);
  }
}
