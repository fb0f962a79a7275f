import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller, TWO_FACTORS } from '@passerelle/auth';
import { IdParam, PageOf, PageQuery } from '@passerelle/http';
import type { Page } from '@passerelle/persistence';

import { ReadEntryView } from './read-entry.view.js';
import { ReadLogService } from './read-log.service.js';

@ApiTags('read-log')
@Controller('v1/referrals/:id/reads')
export class ReadLogController {
  constructor(private readonly readLog: ReadLogService) {}

  @Get()
  @Access({ roles: ['auditor', 'mediator'], acr: TWO_FACTORS })
  @ApiOperation({
    summary: 'The accounts that read a case, the latest first; reading the log is recorded too',
  })
  @PageOf(ReadEntryView, 'A page of the read log')
  list(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @Query() query: PageQuery,
  ): Promise<Page<ReadEntryView>> {
    return this.readLog.page(actor, id, query.limit, query.after);
  }
}
