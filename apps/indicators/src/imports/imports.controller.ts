import { Controller, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { type IncomingBody, StreamedBody } from '@passerelle/http';
import { ImportEngine, ImportQuery, type ImportView, ReceivesImport } from '@passerelle/imports';

import { WORK_ITEMS } from './work-items.import.js';

export const IMPORT_ACCESS = { roles: [], scopes: ['indicators:import'] } as const;

const EXAMPLE = `{"itemId":"M-000001","category":"mail","receivedOn":"2024-03-06","startedAt":"2024-03-21T08:30:00Z"}
{"itemId":"R-000001","category":"rsa_aah","receivedOn":"2024-03-14","urgent":true}
`;

@ApiTags('imports')
@Controller('v1')
export class ImportsController {
  constructor(private readonly imports: ImportEngine) {}

  @Post('work-items/imports')
  @Access(IMPORT_ACCESS)
  @ApiOperation({
    summary: 'Takes items over as a batch tells of them; `dryRun` checks it and keeps nothing',
  })
  @ReceivesImport({
    formats: ['csv', 'ndjson'],
    service: 'indicators',
    description:
      'One item a line: `itemId` (the batch’s own identifier, letters, digits and `_.:/#-`, 64 at most), `category` (`mail`, `rsa_aah`, `other`), `receivedOn` (day of arrival at the fund, not after today), `startedAt?` and `completedAt?` (instants), `urgent?`, `resumed?` (taken up again after waiting for the person), `automatic?` (done without anyone, or a duplicate). A line is the whole present state of its item: it replaces what was known, and of several lines for one item the last counts.',
    example: EXAMPLE,
  })
  receiveWorkItems(
    @Caller() actor: Actor,
    @Query() { dryRun }: ImportQuery,
    @StreamedBody() body: IncomingBody,
  ): Promise<ImportView> {
    return this.imports.receive<null>({
      kind: WORK_ITEMS,
      body,
      context: null,
      createdBy: actor.subject,
      dryRun,
    });
  }
}
