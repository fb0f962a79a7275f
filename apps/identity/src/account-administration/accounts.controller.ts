import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller, TWO_FACTORS } from '@passerelle/auth';
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

import { accountErrors } from '../accounts/accounts.errors.js';
import { AccountAdministrationService } from './account-administration.service.js';
import { AccountsQuery, ChangeAccount, CreateAccount } from './accounts.dto.js';
import { AccountIdentityView, AccountView } from './account.view.js';

const { accountClosed, accountOpen, agentsElsewhere, notOwnAccount, unreachable } = accountErrors;
const { addressWithoutLocality, versionMismatch } = requestErrors;

@ApiTags('accounts')
@Access({ roles: ['admin'], acr: TWO_FACTORS })
@Controller('v1/accounts')
export class AccountsController {
  constructor(private readonly accounts: AccountAdministrationService) {}

  @Post()
  @Versioned()
  @Located<AccountView>(({ id }) => `/identity/v1/accounts/${id}`)
  @ApiOperation({ summary: 'Adds an account and invites the person to choose a password' })
  @ApiCreatedResponse({ type: AccountView })
  @Problems(
    accountErrors.accountExists,
    accountErrors.usernameResemblesNir,
    agentsElsewhere,
    accountErrors.nirRefused,
    addressWithoutLocality,
  )
  create(@Caller() actor: Actor, @Body() command: CreateAccount): Promise<AccountView> {
    return this.accounts.create(actor, command);
  }

  @Get()
  @ApiOperation({ summary: 'Accounts, without the data of the persons' })
  @PageOf(AccountView, 'A page of accounts')
  list(@Query() query: AccountsQuery): Promise<Page<AccountView>> {
    return this.accounts.list(query);
  }

  @Get(':id')
  @Versioned()
  @ApiOperation({ summary: 'An account' })
  @ApiOkResponse({ type: AccountView })
  get(@IdParam() id: string): Promise<AccountView> {
    return this.accounts.get(id);
  }

  @Get(':id/identity')
  @ApiOperation({ summary: 'The person behind an account. The reading goes into the audit trail' })
  @ApiOkResponse({ type: AccountIdentityView })
  identity(@Caller() actor: Actor, @IdParam() id: string): Promise<AccountIdentityView> {
    return this.accounts.identity(actor, id);
  }

  @Patch(':id')
  @Versioned()
  @ApiOperation({ summary: 'Changes the roles, names or addresses of an account' })
  @ApiOkResponse({ type: AccountView })
  @Problems(accountClosed, addressWithoutLocality, agentsElsewhere, notOwnAccount, versionMismatch)
  change(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: ChangeAccount,
  ): Promise<AccountView> {
    return this.accounts.change(actor, id, expected, command);
  }

  @Post(':id/closure')
  @HttpCode(200)
  @Versioned()
  @ApiOperation({ summary: 'Closes an account. Its sessions end at once' })
  @ApiOkResponse({ type: AccountView })
  @Problems(accountClosed, notOwnAccount, versionMismatch)
  close(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
  ): Promise<AccountView> {
    return this.accounts.close(actor, id, expected);
  }

  @Post(':id/reopening')
  @HttpCode(200)
  @Versioned()
  @ApiOperation({ summary: 'Reopens a closed account' })
  @ApiOkResponse({ type: AccountView })
  @Problems(accountOpen, notOwnAccount, versionMismatch)
  reopen(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
  ): Promise<AccountView> {
    return this.accounts.reopen(actor, id, expected);
  }

  @Post(':id/activation')
  @HttpCode(200)
  @Versioned()
  @ApiOperation({ summary: 'Sends a new code to choose a password' })
  @ApiOkResponse({ type: AccountView })
  @Problems(accountClosed, notOwnAccount, unreachable, versionMismatch)
  invite(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
  ): Promise<AccountView> {
    return this.accounts.invite(actor, id, expected);
  }
}
