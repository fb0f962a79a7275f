import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { IdParam, Located, PageOf, PageQuery, Problems, requestErrors } from '@passerelle/http';
import type { Page } from '@passerelle/persistence';

import { FollowScale } from './notices.dto.js';
import { NoticeView, SubscriptionView } from './notice.view.js';
import { noticeErrors } from './notices.errors.js';
import { NoticesService } from './notices.service.js';

@ApiTags('notices')
@Access({ roles: ['partner_agent', 'landlord', 'guardian'] })
@Controller('v1')
export class NoticesController {
  constructor(private readonly notices: NoticesService) {}

  @Get('subscriptions')
  @ApiOperation({ summary: 'The scales that your organisation follows' })
  @PageOf(SubscriptionView, 'All of them')
  subscriptions(@Caller() actor: Actor): Promise<Page<SubscriptionView>> {
    return this.notices.subscriptions(actor);
  }

  @Post('subscriptions')
  @Located<SubscriptionView>(({ id }) => `/scales/v1/subscriptions/${id}`)
  @ApiOperation({ summary: 'Follow a scale: each publication gives a notice' })
  @ApiCreatedResponse({ type: SubscriptionView })
  @Problems(noticeErrors.alreadySubscribed)
  subscribe(@Caller() actor: Actor, @Body() { scale }: FollowScale): Promise<SubscriptionView> {
    return this.notices.subscribe(actor, scale);
  }

  @Delete('subscriptions/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Follow a scale no longer' })
  @ApiNoContentResponse()
  @Problems(requestErrors.unknownId)
  unsubscribe(@Caller() actor: Actor, @IdParam() id: string): Promise<void> {
    return this.notices.unsubscribe(actor, id);
  }

  @Get('notices')
  @ApiOperation({
    summary: 'What was published of the scales that your organisation follows, the latest first',
  })
  @PageOf(NoticeView, 'A page of notices')
  list(@Caller() actor: Actor, @Query() query: PageQuery): Promise<Page<NoticeView>> {
    return this.notices.list(actor, query);
  }
}
