import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

import { requestErrors } from './request.errors.js';
import { decodeText } from './strict-json.js';

/** One JSON document a line. */
export const NDJSON_MEDIA_TYPE = 'application/x-ndjson';

/** A class of its own, so that a JSON string does not pass for it. */
class NdjsonText {
  constructor(readonly text: string) {}
}

interface NdjsonRouteConfig {
  readonly takesNdjson?: boolean;
}

/** The route takes newline-delimited JSON of at most 1 MiB; every other route answers 415 to it. */
export function TakesNdjson(documentation: {
  readonly description: string;
  readonly example: string;
}): MethodDecorator {
  return applyDecorators(
    RouteConfig({ takesNdjson: true } satisfies NdjsonRouteConfig),
    ApiConsumes(NDJSON_MEDIA_TYPE),
    ApiBody({ required: true, schema: { type: 'string', ...documentation } }),
  );
}

/** The text of a route's body; its lines are for the service to read. `''` without a body. */
export const NdjsonBody = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  if (body === undefined || body === null) return '';
  if (!(body instanceof NdjsonText)) throw requestErrors.unsupportedMediaType();
  return body.text;
});

/** @throws DomainError `request/unsupported-media-type`, `request/invalid-utf8`, `request/forbidden-character` */
export function parseNdjson(request: FastifyRequest, bytes: Buffer): NdjsonText {
  const config = request.routeOptions.config as NdjsonRouteConfig | undefined;
  if (config?.takesNdjson !== true) throw requestErrors.unsupportedMediaType();
  return new NdjsonText(decodeText(bytes));
}
