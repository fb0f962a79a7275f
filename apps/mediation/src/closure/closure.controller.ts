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

import { ReferralView } from '../referrals/referral.view.js';
import { CONFLICT_REFUSALS } from '../cases/conflict-of-interest.js';
import { refusalsOf } from '../cases/lifecycle.js';
import { CloseReferral } from './closure.dto.js';
import { closureErrors } from './closure.errors.js';
import { ClosureService } from './closure.service.js';

@ApiTags('closure')
@Controller('v1/referrals/:id/closure')
export class ClosureController {
  constructor(private readonly closure: ClosureService) {}

  @Post()
  @HttpCode(200)
  @Access({ roles: ['mediator'] })
  @Versioned()
  @ApiOperation({ summary: 'Closes the case after both parties received its result' })
  @ApiOkResponse({ type: ReferralView })
  @Problems(
    ...refusalsOf('close'),
    ...Object.values(closureErrors),
    ...CONFLICT_REFUSALS,
    requestErrors.versionMismatch,
  )
  close(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: CloseReferral,
  ): Promise<ReferralView> {
    return this.closure.close(actor, id, expected, command);
  }
}
