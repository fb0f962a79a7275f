import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access } from '@passerelle/auth';
import { PageOf, Problems } from '@passerelle/http';
import { type Page, pageErrors } from '@passerelle/persistence';

import { campaignErrors } from '../campaigns/campaigns.errors.js';
import { RemindedView, ReminderView, reminderView } from './reminder.view.js';
import { RemindersQuery } from './reminders.dto.js';
import { remindersErrors } from './reminders.errors.js';
import { RemindersService } from './reminders.service.js';

@ApiTags('reminders')
@Access({ roles: ['campaign_manager'] })
@Controller('v1/campaigns/:year/reminders')
export class RemindersController {
  constructor(private readonly reminders: RemindersService) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Records the reminders of the month now; no landlord is reminded twice',
  })
  @ApiOkResponse({ type: RemindedView })
  @Problems(
    campaignErrors.unknownCampaign,
    campaignErrors.rosterMissing,
    remindersErrors.noReminderDue,
  )
  remind(@Param('year') year: string): Promise<RemindedView> {
    return this.reminders.remindNow(year);
  }

  @Get()
  @ApiOperation({ summary: 'Reminders, the last recorded first' })
  @PageOf(ReminderView, 'A page of reminders')
  @Problems(campaignErrors.unknownCampaign, pageErrors.invalidCursor)
  async list(
    @Param('year') year: string,
    @Query() query: RemindersQuery,
  ): Promise<Page<ReminderView>> {
    const page = await this.reminders.list(year, query);
    return { ...page, items: page.items.map(reminderView) };
  }
}
