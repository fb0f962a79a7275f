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
import { AnswerSolution, ProposeSolution } from './solutions.dto.js';
import { solutionErrors } from './solutions.errors.js';
import { SolutionsService } from './solutions.service.js';

@ApiTags('solutions')
@Controller('v1/referrals/:id/solution')
export class SolutionsController {
  constructor(private readonly solutions: SolutionsService) {}

  @Post()
  @HttpCode(200)
  @Access({ roles: ['mediator'] })
  @Versioned()
  @ApiOperation({ summary: 'Proposes a solution to the parties' })
  @ApiOkResponse({ type: ReferralView })
  @Problems(
    ...refusalsOf('propose_solution'),
    ...CONFLICT_REFUSALS,
    solutionErrors.solutionDateOutOfRange,
    requestErrors.versionMismatch,
  )
  propose(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: ProposeSolution,
  ): Promise<ReferralView> {
    return this.solutions.propose(actor, id, expected, command);
  }

  @Post('answer')
  @HttpCode(200)
  @Access({ roles: ['mediator', 'beneficiary', 'guardian'] })
  @Versioned()
  @ApiOperation({ summary: 'Records whether the person accepts or refuses the proposed solution' })
  @ApiOkResponse({ type: ReferralView })
  @Problems(
    ...refusalsOf('answer_solution'),
    requestErrors.reservedMember,
    solutionErrors.solutionAlreadyAnswered,
    solutionErrors.solutionDateOutOfRange,
    requestErrors.versionMismatch,
  )
  answer(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: AnswerSolution,
  ): Promise<ReferralView> {
    return this.solutions.answer(actor, id, expected, command);
  }
}
