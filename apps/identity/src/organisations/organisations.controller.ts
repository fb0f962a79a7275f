import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller, TWO_FACTORS } from '@passerelle/auth';
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

import { ChangeOrganisation, CreateOrganisation, OrganisationsQuery } from './organisations.dto.js';
import { OrganisationView } from './organisation.view.js';
import { organisationErrors } from './organisations.errors.js';
import { OrganisationsService } from './organisations.service.js';

const READERS: readonly Role[] = ['admin', 'auditor', 'partner_agent'];

@ApiTags('organisations')
@Controller('v1/organisations')
export class OrganisationsController {
  constructor(private readonly organisations: OrganisationsService) {}

  @Post()
  @Access({ roles: ['admin'], acr: TWO_FACTORS })
  @Versioned()
  @Located<OrganisationView>(({ id }) => `/identity/v1/organisations/${id}`)
  @ApiOperation({ summary: 'Adds a partner' })
  @ApiCreatedResponse({ type: OrganisationView })
  @Problems(organisationErrors.siretRefused, organisationErrors.organisationExists)
  create(@Caller() actor: Actor, @Body() command: CreateOrganisation): Promise<OrganisationView> {
    return this.organisations.create(actor, command);
  }

  @Get()
  @Access({ roles: READERS, acr: TWO_FACTORS })
  @ApiOperation({
    summary: 'Partners. The administrators of a partner see their own organisation only',
  })
  @PageOf(OrganisationView, 'A page of partners')
  list(
    @Caller() actor: Actor,
    @Query() query: OrganisationsQuery,
  ): Promise<Page<OrganisationView>> {
    return this.organisations.list(actor, query);
  }

  @Get(':id')
  @Access({ roles: READERS, acr: TWO_FACTORS })
  @Versioned()
  @ApiOperation({ summary: 'A partner' })
  @ApiOkResponse({ type: OrganisationView })
  get(@Caller() actor: Actor, @IdParam() id: string): Promise<OrganisationView> {
    return this.organisations.get(actor, id);
  }

  @Patch(':id')
  @Access({ roles: ['admin'], acr: TWO_FACTORS })
  @Versioned()
  @ApiOperation({ summary: 'Changes the name, category or legal representative of a partner' })
  @ApiOkResponse({ type: OrganisationView })
  @Problems(requestErrors.versionMismatch)
  change(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: ChangeOrganisation,
  ): Promise<OrganisationView> {
    return this.organisations.change(actor, id, expected, command);
  }
}
