import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller, TWO_FACTORS } from '@passerelle/auth';
import { PageOf } from '@passerelle/http';
import type { Page } from '@passerelle/persistence';

import { AuditQuery } from './audit.dto.js';
import { AuditEventView, AuditReportView } from './audit.view.js';
import { AuditReadingService } from './audit-reading.service.js';

@ApiTags('audit')
@Access({ roles: ['auditor'], acr: TWO_FACTORS })
@Controller('v1')
export class AuditController {
  constructor(private readonly reading: AuditReadingService) {}

  @Get('audit-events')
  @ApiOperation({
    summary: 'Security events, the latest first. Reading them is a security event too',
  })
  @PageOf(AuditEventView, 'A page of events')
  list(@Caller() actor: Actor, @Query() query: AuditQuery): Promise<Page<AuditEventView>> {
    return this.reading.list(actor, query);
  }

  @Get('audit-verification')
  @ApiOperation({ summary: 'Verifies the whole trail against its seals' })
  @ApiOkResponse({ type: AuditReportView })
  verify(@Caller() actor: Actor): Promise<AuditReportView> {
    return this.reading.verify(actor);
  }
}
