import { Controller, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { type IncomingBody, StreamedBody } from '@passerelle/http';
import { ImportEngine, ImportQuery, type ImportView, ReceivesImport } from '@passerelle/imports';

import { WORK_ITEMS } from './work-items.columns.js';

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
    summary: 'Takes a file of items as a batch states them; `dryRun` checks it and keeps nothing',
  })
  @ReceivesImport({
    service: 'indicators',
    file: WORK_ITEMS,
    description:
      'One item a line. A line is the whole present state of its item and replaces the state that was known. Of several lines for one item the last counts.',
    example: EXAMPLE,
  })
  receiveWorkItems(
    @Caller() actor: Actor,
    @Query() query: ImportQuery,
    @StreamedBody() body: IncomingBody,
  ): Promise<ImportView> {
    return this.imports.receive<null>({
      kind: WORK_ITEMS.kind,
      body,
      context: null,
      sender: actor,
      ...query,
    });
  }
}
