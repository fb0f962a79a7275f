import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
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
import { type Page, pageErrors } from '@passerelle/persistence';

import { campaignErrors } from '../campaigns/campaigns.errors.js';
import { landlordErrors } from '../landlords/landlords.errors.js';
import { ConfirmationsService } from './confirmations.service.js';
import { ConfirmationsView } from './confirmations.view.js';
import { HistoryView, historyView } from './declaration-history.view.js';
import { DeclarationView } from './declaration.view.js';
import {
  ConfirmDeclaration,
  ConfirmDeclarations,
  CorrectDeclaration,
  DeclarationsQuery,
  DeclareRent,
} from './declarations.dto.js';
import { declarationErrors } from './declarations.errors.js';
import { DeclarationsService } from './declarations.service.js';

const DECLARING = { roles: ['landlord', 'campaign_manager'] } as const;

@ApiTags('declarations')
@Controller('v1')
export class DeclarationsController {
  constructor(
    private readonly declarations: DeclarationsService,
    private readonly confirmations: ConfirmationsService,
  ) {}

  @Post('campaigns/:year/declarations')
  @Access(DECLARING)
  @Versioned()
  @Located<DeclarationView>(({ id }) => `/rent-campaigns/v1/declarations/${String(id)}`)
  @ApiOperation({
    summary: 'Declares one tenant online; the Caf records paper declarations in the same way',
  })
  @ApiCreatedResponse({ type: DeclarationView })
  @Problems(
    campaignErrors.unknownCampaign,
    campaignErrors.rosterMissing,
    landlordErrors.landlordWithoutSiret,
    declarationErrors.lineRefused,
  )
  declare(
    @Caller() actor: Actor,
    @Param('year') year: string,
    @Body() command: DeclareRent,
  ): Promise<DeclarationView> {
    return this.declarations.declare(actor, year, command);
  }

  @Get('campaigns/:year/declarations')
  @Access(DECLARING)
  @ApiOperation({
    summary:
      'Expected tenants with their declarations: all tenants, or those of the calling landlord',
  })
  @PageOf(DeclarationView, 'A page of lines')
  @Problems(
    campaignErrors.unknownCampaign,
    campaignErrors.rosterMissing,
    landlordErrors.landlordWithoutSiret,
    pageErrors.invalidCursor,
  )
  list(
    @Caller() actor: Actor,
    @Param('year') year: string,
    @Query() query: DeclarationsQuery,
  ): Promise<Page<DeclarationView>> {
    return this.declarations.list(actor, year, query);
  }

  @Get('declarations/:id')
  @Access(DECLARING)
  @Versioned()
  @ApiOperation({ summary: 'A declaration' })
  @ApiOkResponse({ type: DeclarationView })
  get(@Caller() actor: Actor, @IdParam() id: string): Promise<DeclarationView> {
    return this.declarations.get(actor, id);
  }

  @Get('declarations/:id/history')
  @Access(DECLARING)
  @ApiOperation({ summary: 'The versions that later versions replaced' })
  @ApiOkResponse({ type: HistoryView })
  async history(@Caller() actor: Actor, @IdParam() id: string): Promise<HistoryView> {
    return historyView(await this.declarations.history(actor, id));
  }

  @Post('declarations/:id/confirmation')
  @HttpCode(200)
  @Access(DECLARING)
  @Versioned()
  @ApiOperation({ summary: 'Confirms a doubtful declaration, or withdraws it' })
  @ApiOkResponse({ type: DeclarationView })
  @Problems(
    declarationErrors.nothingToConfirm,
    declarationErrors.correctionOver,
    requestErrors.versionMismatch,
  )
  confirm(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: ConfirmDeclaration,
  ): Promise<DeclarationView> {
    return this.declarations.confirm(actor, id, expected, command);
  }

  @Post('campaigns/:year/confirmations')
  @HttpCode(200)
  @Access(DECLARING)
  @ApiOperation({
    summary: 'Confirms waiting declarations in bulk: of an import, of a landlord, with an anomaly',
  })
  @ApiOkResponse({ type: ConfirmationsView })
  @Problems(
    campaignErrors.unknownCampaign,
    campaignErrors.rosterMissing,
    landlordErrors.landlordWithoutSiret,
    declarationErrors.correctionOver,
  )
  confirmAll(
    @Caller() actor: Actor,
    @Param('year') year: string,
    @Body() command: ConfirmDeclarations,
  ): Promise<ConfirmationsView> {
    return this.confirmations.confirm(actor, year, command);
  }

  @Post('declarations/:id/correction')
  @HttpCode(200)
  @Access(DECLARING)
  @Versioned()
  @ApiOperation({ summary: 'Corrects members of a declaration, until corrections end' })
  @ApiOkResponse({ type: DeclarationView })
  @Problems(
    declarationErrors.lineRefused,
    declarationErrors.correctionOver,
    requestErrors.versionMismatch,
  )
  correct(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: CorrectDeclaration,
  ): Promise<DeclarationView> {
    return this.declarations.correct(actor, id, expected, command);
  }
}
