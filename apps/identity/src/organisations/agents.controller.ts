import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
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

import { AddAgent, ChangeAgent, EndAgent } from './agents.dto.js';
import { AdministratorsView, AgentPersonView, AgentView } from './agent.view.js';
import { AgentsService } from './agents.service.js';
import { organisationErrors } from './organisations.errors.js';

const { agentEnded, notOneself, administratorByCafOnly, datesDisagree } = organisationErrors;
const { versionMismatch } = requestErrors;

@ApiTags('organisations')
@Access({ roles: ['admin', 'partner_agent'], acr: TWO_FACTORS })
@Controller('v1/organisations/:id')
export class AgentsController {
  constructor(private readonly agents: AgentsService) {}

  @Get('administrators')
  @ApiOperation({ summary: 'The two administrators of each agreement' })
  @ApiOkResponse({ type: AdministratorsView })
  async administrators(
    @Caller() actor: Actor,
    @IdParam() organisationId: string,
  ): Promise<AdministratorsView> {
    return { items: await this.agents.administrators(actor, organisationId) };
  }

  @Post('agents')
  @Versioned()
  @Located<AgentView>(
    ({ id, organisationId }) => `/identity/v1/organisations/${organisationId}/agents/${id}`,
  )
  @ApiOperation({ summary: 'Adds an agent. The agent is invited once the agreement is open' })
  @ApiCreatedResponse({ type: AgentView })
  @Problems(
    organisationErrors.agreementNotReady,
    organisationErrors.administratorsComplete,
    administratorByCafOnly,
    datesDisagree,
    organisationErrors.beyondAgreement,
  )
  add(
    @Caller() actor: Actor,
    @IdParam() organisationId: string,
    @Body() command: AddAgent,
  ): Promise<AgentView> {
    return this.agents.add(actor, organisationId, command);
  }

  @Get('agents')
  @ApiOperation({ summary: 'The agents, with names and professional addresses' })
  @PageOf(AgentPersonView, 'A page of agents')
  list(
    @Caller() actor: Actor,
    @IdParam() organisationId: string,
    @Query() { limit, after }: PageQuery,
  ): Promise<Page<AgentPersonView>> {
    return this.agents.list(actor, organisationId, limit, after);
  }

  @Get('agents/:agentId')
  @Versioned()
  @ApiOperation({ summary: 'An agent' })
  @ApiOkResponse({ type: AgentPersonView })
  get(
    @Caller() actor: Actor,
    @IdParam() organisationId: string,
    @IdParam('agentId') id: string,
  ): Promise<AgentPersonView> {
    return this.agents.get(actor, organisationId, id);
  }

  @Patch('agents/:agentId')
  @Versioned()
  @ApiOperation({ summary: 'Changes the profile, the services or the last day of an agent' })
  @ApiOkResponse({ type: AgentView })
  @Problems(
    agentEnded,
    notOneself,
    administratorByCafOnly,
    datesDisagree,
    organisationErrors.beyondAgreement,
    versionMismatch,
  )
  change(
    @Caller() actor: Actor,
    @IdParam() organisationId: string,
    @IdParam('agentId') id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: ChangeAgent,
  ): Promise<AgentView> {
    return this.agents.change(actor, organisationId, id, expected, command);
  }

  @Post('agents/:agentId/recertification')
  @HttpCode(200)
  @Versioned()
  @ApiOperation({ summary: 'Confirms for one more year that the agent needs the access' })
  @ApiOkResponse({ type: AgentView })
  @Problems(agentEnded, notOneself, versionMismatch)
  recertify(
    @Caller() actor: Actor,
    @IdParam() organisationId: string,
    @IdParam('agentId') id: string,
    @IfMatch() expected: ExpectedVersions,
  ): Promise<AgentView> {
    return this.agents.recertify(actor, organisationId, id, expected);
  }

  @Post('agents/:agentId/departure')
  @HttpCode(200)
  @Versioned()
  @ApiOperation({ summary: 'Ends the access of an agent, at once or after a last day' })
  @ApiOkResponse({ type: AgentView })
  @Problems(agentEnded, notOneself, administratorByCafOnly, datesDisagree, versionMismatch)
  end(
    @Caller() actor: Actor,
    @IdParam() organisationId: string,
    @IdParam('agentId') id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: EndAgent,
  ): Promise<AgentView> {
    return this.agents.end(actor, organisationId, id, expected, command);
  }

  @Post('agents/:agentId/activation')
  @HttpCode(200)
  @Versioned()
  @ApiOperation({ summary: 'Sends a new code to choose a password' })
  @ApiOkResponse({ type: AgentView })
  @Problems(agentEnded, notOneself, administratorByCafOnly, versionMismatch)
  invite(
    @Caller() actor: Actor,
    @IdParam() organisationId: string,
    @IdParam('agentId') id: string,
    @IfMatch() expected: ExpectedVersions,
  ): Promise<AgentView> {
    return this.agents.invite(actor, organisationId, id, expected);
  }
}
