import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access } from '@passerelle/auth';
import { NdjsonBody, Problems, TakesNdjson } from '@passerelle/http';

import { ImportReport, WorkItemLine } from './work-items.dto.js';
import { workItemErrors } from './work-items.errors.js';
import { WorkItemsService } from './work-items.service.js';

const EXAMPLE = `{"itemId":"M-000001","category":"mail","receivedOn":"2024-03-06","startedAt":"2024-03-21T08:30:00Z"}
{"itemId":"R-000001","category":"rsa_aah","receivedOn":"2024-03-14","urgent":true}
`;

@ApiTags('work items')
@ApiExtraModels(WorkItemLine)
@Controller('v1/work-items/imports')
export class WorkItemsController {
  constructor(private readonly workItems: WorkItemsService) {}

  @Post()
  @HttpCode(200)
  @Access({ roles: [], scopes: ['indicators:import'] })
  @ApiOperation({ summary: 'Take over items as a batch tells of them' })
  @TakesNdjson({
    description:
      'One `WorkItemLine` a line, at most 20,000 lines and 1 MiB. A line is the whole present state of its item: it replaces what was known, and of several lines for one item the last counts.',
    example: EXAMPLE,
  })
  @ApiOkResponse({ type: ImportReport })
  @Problems(workItemErrors.emptyImport, workItemErrors.tooManyLines)
  import(@NdjsonBody() text: string): Promise<ImportReport> {
    return this.workItems.import(text);
  }
}
