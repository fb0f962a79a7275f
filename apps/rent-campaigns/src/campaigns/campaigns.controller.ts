import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access } from '@passerelle/auth';
import {
  type ExpectedVersions,
  IfMatch,
  Located,
  PageOf,
  PageQuery,
  Problems,
  requestErrors,
  Versioned,
} from '@passerelle/http';
import type { Page } from '@passerelle/persistence';

import { CampaignView, campaignView } from './campaign.view.js';
import { ChangeCampaign, OpenCampaign } from './campaigns.dto.js';
import { campaignErrors } from './campaigns.errors.js';
import { CampaignsService } from './campaigns.service.js';

const READERS = {
  roles: ['campaign_manager', 'landlord', 'auditor'],
  scopes: ['rent-campaigns:import'],
} as const;

@ApiTags('campaigns')
@Controller('v1/campaigns')
export class CampaignsController {
  constructor(private readonly campaigns: CampaignsService) {}

  @Post()
  @Access({ roles: ['campaign_manager'] })
  @Versioned()
  @Located<CampaignView>((view) => `/rent-campaigns/v1/campaigns/${String(view.referenceYear)}`)
  @ApiOperation({ summary: 'Opens the campaign of a year with its dates' })
  @ApiCreatedResponse({ type: CampaignView })
  @Problems(
    campaignErrors.campaignExists,
    campaignErrors.opensBeforeJuly,
    campaignErrors.datesOutOfOrder,
  )
  async open(@Body() command: OpenCampaign): Promise<CampaignView> {
    return campaignView(await this.campaigns.open(command));
  }

  @Get()
  @Access(READERS)
  @ApiOperation({ summary: 'Campaigns, the newest first' })
  @PageOf(CampaignView, 'A page of campaigns')
  async list(@Query() { limit, after }: PageQuery): Promise<Page<CampaignView>> {
    const page = await this.campaigns.list(limit, after);
    return { ...page, items: page.items.map(campaignView) };
  }

  @Get(':year')
  @Access(READERS)
  @Versioned()
  @ApiOperation({ summary: 'The campaign of a year' })
  @ApiOkResponse({ type: CampaignView })
  @Problems(campaignErrors.unknownCampaign)
  async get(@Param('year') year: string): Promise<CampaignView> {
    return campaignView(await this.campaigns.of(year));
  }

  @Put(':year')
  @Access({ roles: ['campaign_manager'] })
  @Versioned()
  @ApiOperation({ summary: 'Changes the dates of a campaign' })
  @ApiOkResponse({ type: CampaignView })
  @Problems(
    campaignErrors.unknownCampaign,
    campaignErrors.opensBeforeJuly,
    campaignErrors.datesOutOfOrder,
    requestErrors.versionMismatch,
  )
  async change(
    @Param('year') year: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: ChangeCampaign,
  ): Promise<CampaignView> {
    return campaignView(await this.campaigns.change(year, expected, command));
  }
}
