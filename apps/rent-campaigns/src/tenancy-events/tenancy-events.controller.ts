import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
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

import { landlordErrors } from '../landlords/landlords.errors.js';
import { ReportLimitsService } from './report-limits.service.js';
import type { TenancyEvent } from './tenancy-event.entity.js';
import { TenancyEventView, tenancyEventView } from './tenancy-event.view.js';
import { ReportTenancyEvent, TenancyEventsQuery } from './tenancy-events.dto.js';
import { tenancyEventErrors } from './tenancy-events.errors.js';
import { TenancyEventsService } from './tenancy-events.service.js';

const REPORTING = { roles: ['landlord', 'campaign_manager'] } as const;

@ApiTags('tenancy events')
@Controller('v1/tenancy-events')
export class TenancyEventsController {
  constructor(
    private readonly events: TenancyEventsService,
    private readonly limits: ReportLimitsService,
  ) {}

  @Post()
  @Access(REPORTING)
  @Versioned()
  @Located<TenancyEventView>(({ id }) => `/rent-campaigns/v1/tenancy-events/${id}`)
  @ApiOperation({
    summary:
      'Reports a departure, a change of co-tenants, a death, the end of management or arrears',
  })
  @ApiCreatedResponse({ type: TenancyEventView })
  @Problems(
    landlordErrors.landlordWithoutSiret,
    requestErrors.reservedMember,
    tenancyEventErrors.unknownTenancy,
    tenancyEventErrors.eventRefused,
    tenancyEventErrors.eventAlreadyReported,
  )
  async report(
    @Caller() actor: Actor,
    @Body() command: ReportTenancyEvent,
  ): Promise<TenancyEventView> {
    return this.viewOf(await this.events.report(actor, command));
  }

  @Get()
  @Access(REPORTING)
  @ApiOperation({
    summary:
      'Tenancy events, the last recorded first: all events, or those of the calling landlord',
  })
  @PageOf(TenancyEventView, 'A page of events')
  @Problems(landlordErrors.landlordWithoutSiret, pageErrors.invalidCursor)
  async list(
    @Caller() actor: Actor,
    @Query() query: TenancyEventsQuery,
  ): Promise<Page<TenancyEventView>> {
    const page = await this.events.list(actor, query);
    return { ...page, items: page.items.map((event) => this.viewOf(event)) };
  }

  @Get(':id')
  @Access(REPORTING)
  @Versioned()
  @ApiOperation({ summary: 'A tenancy event with its legal limits' })
  @ApiOkResponse({ type: TenancyEventView })
  async get(@Caller() actor: Actor, @IdParam() id: string): Promise<TenancyEventView> {
    return this.viewOf(await this.events.get(actor, id));
  }

  @Post(':id/cancellation')
  @HttpCode(200)
  @Access({ roles: ['campaign_manager'] })
  @Versioned()
  @ApiOperation({ summary: 'Cancels a tenancy event that was reported by mistake' })
  @ApiOkResponse({ type: TenancyEventView })
  @Problems(tenancyEventErrors.eventCancelled, requestErrors.versionMismatch)
  async cancel(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
  ): Promise<TenancyEventView> {
    return this.viewOf(await this.events.cancel(actor, id, expected));
  }

  private viewOf(event: TenancyEvent): TenancyEventView {
    return tenancyEventView(event, this.limits.of(event));
  }
}
