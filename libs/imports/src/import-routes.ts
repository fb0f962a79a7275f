import { applyDecorators, Header, HttpCode } from '@nestjs/common';
import { ApiAcceptedResponse, ApiHeader, ApiOkResponse } from '@nestjs/swagger';

import {
  CSV_MEDIA_TYPE,
  LimitedAs,
  Located,
  NDJSON_MEDIA_TYPE,
  Problems,
  requestErrors,
  TakesStream,
} from '@passerelle/http';

import { columnList, lineSchema } from './column-documents.js';
import type { ImportFile, ImportFormat } from './column.js';
import { ImportColumnsView } from './import-columns.view.js';
import { ImportView } from './import.view.js';
import { importErrors } from './imports.errors.js';

const MEDIA_TYPES: Readonly<Record<ImportFormat, string>> = {
  csv: CSV_MEDIA_TYPE,
  ndjson: NDJSON_MEDIA_TYPE,
};

const { unknownKind: _ofColumns, reportRemoved: _ofReports, ...uploadErrors } = importErrors;

/** A route that takes a file: 202 with the import, once the whole of it is kept. */
export function ReceivesImport(route: {
  /** The name of the service, which its paths begin with. */
  readonly service: string;
  readonly file: ImportFile;
  /** What a line is, and how lines of several files go together; the columns describe themselves. */
  readonly description: string;
  readonly example: string;
}): MethodDecorator {
  return applyDecorators(
    HttpCode(202),
    TakesStream({
      mediaTypes: route.file.formats.map((format) => MEDIA_TYPES[format]),
      description: `${route.description}\n\n${columnList(route.file.columns)}`,
      example: route.example,
      'x-line': lineSchema(route.file.columns),
    }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'The same key with the same content answers the import that it made',
      schema: { type: 'string', maxLength: 255 },
    }),
    ApiAcceptedResponse({
      type: ImportView,
      description: 'The file is kept and will be worked off',
    }),
    Located<ImportView>(({ id }) => `/${route.service}/v1/imports/${id}`),
    Problems(
      requestErrors.unsupportedMediaType,
      requestErrors.invalidIdempotencyKey,
      requestErrors.idempotencyKeyReused,
      requestErrors.idempotencyKeyInFlight,
      ...Object.values(uploadErrors),
      // Named because a 503 of the storage stands beside it.
      requestErrors.temporarilyUnavailable,
    ),
  );
}

export function ShowsColumns(): MethodDecorator {
  return ApiOkResponse({ type: ImportColumnsView });
}

export function ShowsImport(): MethodDecorator {
  return applyDecorators(ApiOkResponse({ type: ImportView }), Header('cache-control', 'no-store'));
}

/** Server-sent events `progress`, each with an `ImportView`, then `end`. */
export function StreamsProgress(): MethodDecorator {
  return applyDecorators(
    ApiOkResponse({
      description:
        'Events `progress` with an `ImportView` as data whenever it changed, then `end`. The stream ends without `end` when the token of the caller is no longer good: connect again with a new token',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    }),
    Header('cache-control', 'no-store'),
    // nginx would hold the events back until it has a bufferful.
    Header('x-accel-buffering', 'no'),
  );
}

export function StreamsReport(): MethodDecorator {
  return applyDecorators(
    LimitedAs('export'),
    ApiOkResponse({
      description:
        'One row per refused or doubtful line: number, severity, field, code, message. No value of the file',
      content: { 'text/csv': { schema: { type: 'string' } } },
    }),
    Header('cache-control', 'no-store'),
  );
}
