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
  PageQuery,
  Problems,
  requestErrors,
} from '@passerelle/http';
import type { Page } from '@passerelle/persistence';

import { CONFLICT_REFUSALS } from '../cases/conflict-of-interest.js';
import { refusalsOf } from '../cases/lifecycle.js';
import { informationRequestErrors } from './information-request.errors.js';
import { InformationRequestsView, InformationRequestView } from './information-request.view.js';
import { AnswerInformation, AskInformation } from './information-requests.dto.js';
import { InformationRequestsService } from './information-requests.service.js';

const ANSWERING: readonly Role[] = [
  'mediator',
  'beneficiary',
  'guardian',
  'caf_agent',
  'partner_agent',
];

@ApiTags('information-requests')
@Controller('v1')
export class InformationRequestsController {
  constructor(private readonly requests: InformationRequestsService) {}

  @Post('referrals/:id/information-requests')
  @Access({ roles: ['mediator'] })
  @Located<InformationRequestView>(
    ({ referralId }) => `/mediation/v1/referrals/${referralId}/information-requests`,
  )
  @ApiOperation({ summary: 'Puts a question to the person, a service or a partner' })
  @ApiCreatedResponse({ type: InformationRequestView })
  @Problems(
    ...refusalsOf('ask_question'),
    ...CONFLICT_REFUSALS,
    informationRequestErrors.addresseeNameMissing,
    informationRequestErrors.addresseeServiceMisplaced,
    informationRequestErrors.questionDateOutOfRange,
    informationRequestErrors.dueDateAlreadyPast,
    requestErrors.versionMismatch,
  )
  ask(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: AskInformation,
  ): Promise<InformationRequestView> {
    return this.requests.ask(actor, id, expected, command);
  }

  @Get('referrals/:id/information-requests')
  @Access({ roles: ANSWERING })
  @ApiOperation({ summary: 'The questions of a case that the caller may see' })
  @ApiOkResponse({ type: InformationRequestsView })
  of(@Caller() actor: Actor, @IdParam() id: string): Promise<InformationRequestsView> {
    return this.requests.ofReferral(actor, id);
  }

  @Post('referrals/:id/information-requests/:requestId/answer')
  @HttpCode(200)
  @Access({ roles: ANSWERING })
  @ApiOperation({ summary: 'Answers a question, once' })
  @ApiOkResponse({ type: InformationRequestView })
  @Problems(
    ...refusalsOf('answer_question'),
    requestErrors.reservedMember,
    informationRequestErrors.questionAlreadyAnswered,
    informationRequestErrors.answerDateOutOfRange,
    requestErrors.versionMismatch,
  )
  answer(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IdParam('requestId') requestId: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: AnswerInformation,
  ): Promise<InformationRequestView> {
    return this.requests.answer(actor, id, requestId, expected, command);
  }

  @Get('information-requests')
  @Access({ roles: ['caf_agent', 'partner_agent'] })
  @ApiOperation({
    summary: 'The questions put to the services of the Caf, or to the organisation, of the caller',
  })
  @PageOf(InformationRequestView, 'A page of questions, the latest due day first')
  putTo(@Caller() actor: Actor, @Query() query: PageQuery): Promise<Page<InformationRequestView>> {
    return this.requests.putTo(actor, query.limit, query.after);
  }
}
