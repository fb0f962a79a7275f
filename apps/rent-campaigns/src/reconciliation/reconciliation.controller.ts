import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { PageOf, PageQuery, Problems } from '@passerelle/http';
import { type Page, pageErrors } from '@passerelle/persistence';

import { campaignErrors } from '../campaigns/campaigns.errors.js';
import { landlordErrors } from '../landlords/landlords.errors.js';
import { MismatchView } from './mismatch.view.js';
import { ReconciliationService } from './reconciliation.service.js';

@ApiTags('reconciliation')
@Controller('v1/campaigns/:year/reconciliation')
export class ReconciliationController {
  constructor(private readonly reconciliation: ReconciliationService) {}

  @Get()
  @Access({ roles: ['landlord', 'campaign_manager'] })
  @ApiOperation({ summary: 'Shared dwellings whose shares do not match the rent' })
  @PageOf(MismatchView, 'A page of dwellings')
  @Problems(
    campaignErrors.unknownCampaign,
    landlordErrors.landlordWithoutSiret,
    pageErrors.invalidCursor,
  )
  list(
    @Caller() actor: Actor,
    @Param('year') year: string,
    @Query() query: PageQuery,
  ): Promise<Page<MismatchView>> {
    return this.reconciliation.list(actor, year, query);
  }
}
