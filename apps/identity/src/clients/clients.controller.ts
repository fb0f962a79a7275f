import { Body, Controller, Get, Header, HttpCode, Patch, Post, Put, Query } from '@nestjs/common';
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

import { ChangeClient, CreateClient } from './clients.dto.js';
import { ClientSecretView, ClientView } from './client.view.js';
import { clientErrors } from './clients.errors.js';
import { ClientsService } from './clients.service.js';

@ApiTags('clients')
@Access({ roles: ['admin'], acr: TWO_FACTORS })
@Controller('v1/clients')
export class ClientsController {
  constructor(private readonly clients: ClientsService) {}

  @Post()
  @Versioned()
  @Located<ClientView>(({ id }) => `/identity/v1/clients/${id}`)
  @ApiOperation({ summary: 'Adds a batch client without a secret' })
  @ApiCreatedResponse({ type: ClientView })
  @Problems(clientErrors.clientExists)
  create(@Caller() actor: Actor, @Body() command: CreateClient): Promise<ClientView> {
    return this.clients.create(actor, command);
  }

  @Get()
  @ApiOperation({ summary: 'Batch clients' })
  @PageOf(ClientView, 'A page of clients')
  list(@Query() { limit, after }: PageQuery): Promise<Page<ClientView>> {
    return this.clients.list(limit, after);
  }

  @Get(':id')
  @Versioned()
  @ApiOperation({ summary: 'A batch client' })
  @ApiOkResponse({ type: ClientView })
  get(@IdParam() id: string): Promise<ClientView> {
    return this.clients.get(id);
  }

  @Patch(':id')
  @Versioned()
  @ApiOperation({ summary: 'Changes the scopes of a client' })
  @ApiOkResponse({ type: ClientView })
  @Problems(clientErrors.clientClosed, requestErrors.versionMismatch)
  change(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: ChangeClient,
  ): Promise<ClientView> {
    return this.clients.change(actor, id, expected, command);
  }

  // A PUT, because the answer to a POST is kept for retries with the same Idempotency-Key, secret included.
  @Put(':id/secret')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Issues a new secret and shows the secret once. The former secret stops at once',
  })
  @ApiOkResponse({ type: ClientSecretView })
  @Problems(clientErrors.clientClosed, requestErrors.versionMismatch)
  issueSecret(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
  ): Promise<ClientSecretView> {
    return this.clients.issueSecret(actor, id, expected);
  }

  @Post(':id/closure')
  @HttpCode(200)
  @Versioned()
  @ApiOperation({ summary: 'Closes a client for good' })
  @ApiOkResponse({ type: ClientView })
  @Problems(clientErrors.clientClosed, requestErrors.versionMismatch)
  close(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
  ): Promise<ClientView> {
    return this.clients.close(actor, id, expected);
  }
}
