import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { IdParam, PageOf, PageQuery, Shown } from '@passerelle/http';
import type { Page } from '@passerelle/persistence';

import { ReadLogService } from './read-log.service.js';

class ReadEntryView {
  @Shown({ format: 'uuid', description: 'The account that read' })
  reader!: string;

  @Shown({ description: 'What it was shown', example: 'referral' })
  part!: string;

  @Shown({ type: String, format: 'date-time' })
  readAt!: string;
}

@ApiTags('read-log')
@Controller('v1/referrals/:id/reads')
export class ReadLogController {
  constructor(private readonly readLog: ReadLogService) {}

  @Get()
  @Access({ roles: ['auditor', 'mediator'] })
  @ApiOperation({ summary: 'Who read a case, the latest first; reading the log is logged too' })
  @PageOf(ReadEntryView, 'A page of the read log')
  async list(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @Query() query: PageQuery,
  ): Promise<Page<ReadEntryView>> {
    const page = await this.readLog.page(actor, id, query.limit, query.after);
    const items = page.items.map(({ reader, part, readAt }) => ({
      reader,
      part,
      readAt: readAt.toISOString(),
    }));
    return { ...page, items };
  }
}
