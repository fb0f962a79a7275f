import { Controller, Get, Query, type StreamableFile, type Type } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import {
  Access,
  type AccessRule,
  type Actor,
  type Admission,
  Caller,
  CallerAdmission,
} from '@passerelle/auth';
import { IdParam, Problems, requestErrors } from '@passerelle/http';

import type { ImportColumnsView } from './import-columns.view.js';
import { ImportColumnsQuery } from './import-query.js';
import { ImportReadsService } from './import-reads.service.js';
import { ShowsColumns, ShowsImport, StreamsProgress, StreamsReport } from './import-routes.js';
import type { ImportView } from './import.view.js';
import { importErrors } from './imports.errors.js';

/**
 * The routes that read an import. Each service has them under `v1/imports`, with its own access rule.
 * The operation ids are written out: they are part of each service's OpenAPI document.
 */
export function importReadsController(access: AccessRule): Type {
  @ApiTags('imports')
  @Controller('v1/imports')
  class ImportReadsController {
    constructor(private readonly imports: ImportReadsService) {}

    @Get('columns')
    @Access(access)
    @ApiOperation({
      operationId: 'imports_columns',
      summary: 'The columns that a kind of file may have, with aliases, types, units and examples',
    })
    @ShowsColumns()
    @Problems(importErrors.unknownKind)
    columns(@Query() { kind }: ImportColumnsQuery): ImportColumnsView {
      return this.imports.columns(kind);
    }

    @Get(':id')
    @Access(access)
    @ApiOperation({ operationId: 'imports_show', summary: 'How an import stands' })
    @ShowsImport()
    show(@Caller() actor: Actor, @IdParam() id: string): Promise<ImportView> {
      return this.imports.show(actor, id);
    }

    @Get(':id/events')
    @Access(access)
    @ApiOperation({
      operationId: 'imports_events',
      summary: 'The same as server-sent events, until it ends',
    })
    @StreamsProgress()
    @Problems(requestErrors.tooManyStreams)
    events(
      @Caller() actor: Actor,
      @CallerAdmission() isAdmitted: Admission,
      @IdParam() id: string,
    ): Promise<StreamableFile> {
      return this.imports.events(actor, isAdmitted, id);
    }

    @Get(':id/report')
    @Access(access)
    @ApiOperation({
      operationId: 'imports_report',
      summary: 'Refused and doubtful lines, as CSV without personal data',
    })
    @StreamsReport()
    @Problems(importErrors.reportRemoved)
    report(@Caller() actor: Actor, @IdParam() id: string): Promise<StreamableFile> {
      return this.imports.report(actor, id);
    }
  }
  return ImportReadsController;
}
