import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller, TWO_FACTORS } from '@passerelle/auth';
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
  Versioned,
} from '@passerelle/http';
import type { Page } from '@passerelle/persistence';

import { ChangeAgreement, CreateAgreement, TakeStep } from './agreements.dto.js';
import { AgreementDetailView, AgreementView } from './agreement.view.js';
import { AgreementsService } from './agreements.service.js';
import { organisationErrors } from './organisations.errors.js';

const READERS: readonly Role[] = ['admin', 'auditor', 'partner_agent'];

@ApiTags('organisations')
@Controller('v1/organisations/:id/agreements')
export class AgreementsController {
  constructor(private readonly agreements: AgreementsService) {}

  @Post()
  @Access({ roles: ['admin'], acr: TWO_FACTORS })
  @Versioned()
  @Located<AgreementDetailView>(
    ({ id, organisationId }) => `/identity/v1/organisations/${organisationId}/agreements/${id}`,
  )
  @ApiOperation({ summary: 'Adds an agreement for a questionnaire that has arrived' })
  @ApiCreatedResponse({ type: AgreementDetailView })
  @Problems(organisationErrors.agreementStepRefused)
  create(
    @Caller() actor: Actor,
    @IdParam() organisationId: string,
    @Body() command: CreateAgreement,
  ): Promise<AgreementDetailView> {
    return this.agreements.create(actor, organisationId, command);
  }

  @Get()
  @Access({ roles: READERS, acr: TWO_FACTORS })
  @ApiOperation({ summary: 'The agreements of a partner' })
  @PageOf(AgreementView, 'A page of agreements')
  list(
    @Caller() actor: Actor,
    @IdParam() organisationId: string,
    @Query() { limit, after }: PageQuery,
  ): Promise<Page<AgreementView>> {
    return this.agreements.list(actor, organisationId, limit, after);
  }

  @Get(':agreementId')
  @Access({ roles: READERS, acr: TWO_FACTORS })
  @Versioned()
  @ApiOperation({ summary: 'An agreement with the steps that led to its state' })
  @ApiOkResponse({ type: AgreementDetailView })
  get(
    @Caller() actor: Actor,
    @IdParam() organisationId: string,
    @IdParam('agreementId') agreementId: string,
  ): Promise<AgreementDetailView> {
    return this.agreements.get(actor, organisationId, agreementId);
  }

  @Patch(':agreementId')
  @Access({ roles: ['admin'], acr: TWO_FACTORS })
  @Versioned()
  @ApiOperation({
    summary:
      'Grants services and profiles. What agents have beyond is withdrawn, and their sessions end',
  })
  @ApiOkResponse({ type: AgreementDetailView })
  @Problems(organisationErrors.agreementTerminated, requestErrors.versionMismatch)
  change(
    @Caller() actor: Actor,
    @IdParam() organisationId: string,
    @IdParam('agreementId') agreementId: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: ChangeAgreement,
  ): Promise<AgreementDetailView> {
    return this.agreements.change(actor, organisationId, agreementId, expected, command);
  }

  @Post(':agreementId/steps')
  @HttpCode(200)
  @Access({ roles: ['admin'], acr: TWO_FACTORS })
  @Versioned()
  @ApiOperation({
    summary:
      'Takes the next step. The steps suspended and terminated end the sessions of the agents at once',
  })
  @ApiOkResponse({ type: AgreementDetailView })
  @Problems(organisationErrors.agreementStepRefused, requestErrors.versionMismatch)
  take(
    @Caller() actor: Actor,
    @IdParam() organisationId: string,
    @IdParam('agreementId') agreementId: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: TakeStep,
  ): Promise<AgreementDetailView> {
    return this.agreements.take(actor, organisationId, agreementId, expected, command);
  }
}
