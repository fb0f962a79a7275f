import { Controller, Get, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { IdParam, type IncomingBody, StreamedBody } from '@passerelle/http';
import {
  type ImportView,
  ReceivesImport,
  ShowsImport,
  StreamsProgress,
  StreamsReport,
} from '@passerelle/imports';

import { ImportQuery } from './imports.dto.js';
import { ImportsService } from './imports.service.js';

const BATCH = { roles: [], scopes: ['indicators:import'] } as const;

const EXAMPLE = `{"itemId":"M-000001","category":"mail","receivedOn":"2024-03-06","startedAt":"2024-03-21T08:30:00Z"}
{"itemId":"R-000001","category":"rsa_aah","receivedOn":"2024-03-14","urgent":true}
`;

@ApiTags('imports')
@Controller('v1')
export class ImportsController {
  constructor(private readonly imports: ImportsService) {}

  @Post('work-items/imports')
  @Access(BATCH)
  @ApiOperation({
    summary: 'Takes items over as a batch tells of them; `dryRun` checks it and keeps nothing',
  })
  @ReceivesImport({
    formats: ['csv', 'ndjson'],
    location: ({ id }) => `/indicators/v1/imports/${id}`,
    description:
      'One item a line: `itemId` (the batch’s own identifier, letters, digits and `_.:/#-`, 64 at most), `category` (`mail`, `rsa_aah`, `other`), `receivedOn` (day of arrival at the fund, not after today), `startedAt?` and `completedAt?` (instants), `urgent?`, `resumed?` (taken up again after waiting for the person), `automatic?` (done without anyone, or a duplicate). A line is the whole present state of its item: it replaces what was known, and of several lines for one item the last counts.',
    example: EXAMPLE,
  })
  receiveWorkItems(
    @Caller() actor: Actor,
    @Query() query: ImportQuery,
    @StreamedBody() body: IncomingBody,
  ): Promise<ImportView> {
    return this.imports.receiveWorkItems(actor, body, query);
  }

  @Get('imports/:id')
  @Access(BATCH)
  @ApiOperation({ summary: 'How an import stands' })
  @ShowsImport()
  show(@Caller() actor: Actor, @IdParam() id: string): Promise<ImportView> {
    return this.imports.show(actor, id);
  }

  @Get('imports/:id/events')
  @Access(BATCH)
  @ApiOperation({ summary: 'The same as server-sent events, until it ends' })
  @StreamsProgress()
  events(@Caller() actor: Actor, @IdParam() id: string): Promise<StreamableFile> {
    return this.imports.events(actor, id);
  }

  @Get('imports/:id/report')
  @Access(BATCH)
  @ApiOperation({ summary: 'Refused lines, as CSV without personal data' })
  @StreamsReport()
  report(@Caller() actor: Actor, @IdParam() id: string): Promise<StreamableFile> {
    return this.imports.report(actor, id);
  }
}
