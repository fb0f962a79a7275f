import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access } from '@passerelle/auth';
import { PageOf, Problems } from '@passerelle/http';
import { type Page, pageErrors } from '@passerelle/persistence';

import { campaignErrors } from '../campaigns/campaigns.errors.js';
import { SuspensionsRunView, SuspensionView, suspensionView } from './suspension.view.js';
import { SuspensionsQuery } from './suspensions.dto.js';
import { suspensionErrors } from './suspensions.errors.js';
import { SuspensionsService } from './suspensions.service.js';

@ApiTags('suspensions')
@Access({ roles: ['campaign_manager'] })
@Controller('v1/campaigns/:year/suspensions')
export class SuspensionsController {
  constructor(private readonly suspensions: SuspensionsService) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Updates the record of suspensions now; a repeated call changes nothing',
  })
  @ApiOkResponse({ type: SuspensionsRunView })
  @Problems(
    campaignErrors.unknownCampaign,
    campaignErrors.rosterMissing,
    suspensionErrors.suspensionNotDue,
  )
  follow(@Param('year') year: string): Promise<SuspensionsRunView> {
    return this.suspensions.followNow(year);
  }

  @Get()
  @ApiOperation({ summary: 'Suspensions on record, the last recorded first' })
  @PageOf(SuspensionView, 'A page of suspensions')
  @Problems(campaignErrors.unknownCampaign, pageErrors.invalidCursor)
  async list(
    @Param('year') year: string,
    @Query() query: SuspensionsQuery,
  ): Promise<Page<SuspensionView>> {
    const page = await this.suspensions.list(year, query);
    return { ...page, items: page.items.map(suspensionView) };
  }
}
