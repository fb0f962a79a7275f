import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller, TWO_FACTORS } from '@passerelle/auth';
import {
  type ExpectedVersions,
  IdParam,
  IfMatch,
  Located,
  PageOf,
  PageQuery,
  Problems,
  requestErrors,
  Versioned,
} from '@passerelle/http';
import type { Page } from '@passerelle/persistence';

import { enrolmentErrors } from '../second-factors/second-factors.errors.js';
import { SecondFactorResetView } from './second-factor-reset.view.js';
import { RequestSecondFactorReset } from './second-factor-resets.dto.js';
import { secondFactorResetErrors } from './second-factor-resets.errors.js';
import { SecondFactorResetsService } from './second-factor-resets.service.js';

const { ownSecondFactor, resetDecided, resetExpired, resetPending, sameAdministrator } =
  secondFactorResetErrors;

@ApiTags('second factors')
@Access({ roles: ['admin'], acr: TWO_FACTORS })
@Controller('v1/second-factor-resets')
export class SecondFactorResetsController {
  constructor(private readonly resets: SecondFactorResetsService) {}

  @Post()
  @Versioned()
  @Located<SecondFactorResetView>(({ id }) => `/identity/v1/second-factor-resets/${id}`)
  @ApiOperation({
    summary:
      'Asks for a reset of the second factors of a person, who gets a message. Another administrator decides',
  })
  @ApiCreatedResponse({ type: SecondFactorResetView })
  @Problems(requestErrors.unknownId, enrolmentErrors.noFactor, ownSecondFactor, resetPending)
  request(
    @Caller() actor: Actor,
    @Body() command: RequestSecondFactorReset,
  ): Promise<SecondFactorResetView> {
    return this.resets.request(actor, command);
  }

  @Get()
  @ApiOperation({ summary: 'Resets of second factors, the oldest first' })
  @PageOf(SecondFactorResetView, 'A page of resets')
  list(@Query() { limit, after }: PageQuery): Promise<Page<SecondFactorResetView>> {
    return this.resets.list(limit, after);
  }

  @Get(':id')
  @Versioned()
  @ApiOperation({ summary: 'A reset of second factors' })
  @ApiOkResponse({ type: SecondFactorResetView })
  get(@IdParam() id: string): Promise<SecondFactorResetView> {
    return this.resets.get(id);
  }

  @Post(':id/approval')
  @HttpCode(200)
  @Versioned()
  @ApiOperation({
    summary:
      'Approves a reset, as another administrator: factors and recovery codes are removed, every session ends',
  })
  @ApiOkResponse({ type: SecondFactorResetView })
  @Problems(
    ownSecondFactor,
    resetDecided,
    resetExpired,
    sameAdministrator,
    requestErrors.versionMismatch,
  )
  approve(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
  ): Promise<SecondFactorResetView> {
    return this.resets.approve(actor, id, expected);
  }

  @Post(':id/refusal')
  @HttpCode(200)
  @Versioned()
  @ApiOperation({ summary: 'Refuses or withdraws a reset' })
  @ApiOkResponse({ type: SecondFactorResetView })
  @Problems(resetDecided, resetExpired, requestErrors.versionMismatch)
  refuse(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
  ): Promise<SecondFactorResetView> {
    return this.resets.refuse(actor, id, expected);
  }
}
