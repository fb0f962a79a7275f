import { Body, Controller, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';

import { Access, type Actor, Caller, Public } from '@passerelle/auth';
import {
  type HttpReply,
  Located,
  PageOf,
  PageQuery,
  Problems,
  sendPrepared,
} from '@passerelle/http';
import { type Page, pageErrors } from '@passerelle/persistence';

import { campaignErrors } from '../campaigns/campaigns.errors.js';
import { DaysQuery, ProgressQuery, TakeSnapshot } from './progress.dto.js';
import { progressErrors } from './progress.errors.js';
import { ProgressService } from './progress.service.js';
import { DaysView, ProgressView, PublicRatesListView } from './progress.view.js';
import { PublicRatesService } from './public-rates.service.js';

const WATCHING = { roles: ['campaign_manager', 'auditor'] } as const;

@ApiTags('progress')
@Controller('v1')
export class ProgressController {
  constructor(
    private readonly progress: ProgressService,
    private readonly publicRates: PublicRatesService,
  ) {}

  @Get('campaigns/:year/progress')
  @Access(WATCHING)
  @ApiOperation({
    summary: 'The progress of a campaign on a day: rates by channel and by kind of landlord',
  })
  @ApiOkResponse({ type: ProgressView })
  @Problems(
    campaignErrors.unknownCampaign,
    campaignErrors.rosterMissing,
    progressErrors.dayOutOfCampaign,
  )
  on(@Param('year') year: string, @Query() { on }: ProgressQuery): Promise<ProgressView> {
    return this.progress.on(year, on);
  }

  @Get('campaigns/:year/progress/days')
  @Access(WATCHING)
  @ApiOperation({ summary: 'The rates of each day' })
  @ApiOkResponse({ type: DaysView })
  @Problems(campaignErrors.unknownCampaign, campaignErrors.rosterMissing)
  days(@Param('year') year: string, @Query() query: DaysQuery): Promise<DaysView> {
    return this.progress.days(year, query);
  }

  @Post('campaigns/:year/snapshots')
  @Access({ roles: ['campaign_manager'] })
  @Located<ProgressView>(
    ({ referenceYear, on }) =>
      `/rent-campaigns/v1/campaigns/${String(referenceYear)}/progress?on=${on}`,
  )
  @ApiOperation({ summary: 'Freezes the rates of a day with their denominator' })
  @ApiCreatedResponse({ type: ProgressView })
  @Problems(
    campaignErrors.unknownCampaign,
    campaignErrors.rosterMissing,
    progressErrors.dayOutOfCampaign,
    progressErrors.alreadyFrozen,
  )
  freeze(
    @Caller() actor: Actor,
    @Param('year') year: string,
    @Body() { on }: TakeSnapshot,
  ): Promise<ProgressView> {
    return this.progress.freeze(year, actor.subject, on);
  }

  @Get('campaigns/:year/snapshots')
  @Access(WATCHING)
  @ApiOperation({ summary: 'Frozen rates, the newest day first' })
  @PageOf(ProgressView, 'A page of snapshots')
  @Problems(campaignErrors.unknownCampaign, pageErrors.invalidCursor)
  snapshots(
    @Param('year') year: string,
    @Query() { limit, after }: PageQuery,
  ): Promise<Page<ProgressView>> {
    return this.progress.snapshots(year, limit, after);
  }

  @Get('rates')
  @Public()
  @ApiOperation({ summary: 'The last frozen rates of each campaign, for everyone' })
  @ApiOkResponse({ type: PublicRatesListView })
  @ApiResponse({
    status: 304,
    description: 'The figures have not changed since the `ETag` in `If-None-Match`',
  })
  rates(
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Buffer | undefined {
    return sendPrepared(reply, known, this.publicRates.latest);
  }
}
