import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { PageQuery, Problems } from '@passerelle/http';
import { pageErrors } from '@passerelle/persistence';

import { campaignErrors } from '../campaigns/campaigns.errors.js';
import { landlordErrors } from '../landlords/landlords.errors.js';
import { ForecastService } from './forecast.service.js';
import { ForecastView } from './forecast.view.js';

@ApiTags('forecast')
@Controller('v1/campaigns/:year/forecast')
export class ForecastController {
  constructor(private readonly forecast: ForecastService) {}

  @Get()
  @Access({ roles: ['landlord', 'campaign_manager'] })
  @ApiOperation({
    summary:
      'How many tenants of each landlord will lose their aid; the tenants are lines of the campaign',
  })
  @ApiOkResponse({ type: ForecastView })
  @Problems(
    campaignErrors.unknownCampaign,
    campaignErrors.rosterMissing,
    landlordErrors.landlordWithoutSiret,
    pageErrors.invalidCursor,
  )
  of(
    @Caller() actor: Actor,
    @Param('year') year: string,
    @Query() query: PageQuery,
  ): Promise<ForecastView> {
    return this.forecast.of(actor, year, query);
  }
}
