import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';

import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { readIdempotencyKey } from './idempotency-key.js';
import { requestErrors } from './request.errors.js';

export const CSV_MEDIA_TYPE = 'text/csv';
/** One JSON document a line. */
export const NDJSON_MEDIA_TYPE = 'application/x-ndjson';

/** A body that nobody has read yet: whoever takes it reads it to its end, at the pace of the work. */
export interface IncomingBody {
  /** Lower case, without parameters. */
  readonly mediaType: string;
  /** `Content-Encoding`, lower case; `identity` where there is none. */
  readonly encoding: string;
  /** Left to the route: its interceptor would hold a transaction open for the whole upload. */
  readonly idempotencyKey: string | null;
  /** Errors when the caller goes away before the end. */
  readonly stream: Readable;
  /** Says in the answer that an earlier request with the same key had this effect. */
  readonly markReplayed: () => void;
}

interface StreamRouteConfig {
  readonly streamed?: readonly string[];
}

/** A class of its own, so that a parsed document does not pass for it. */
class UnreadBody {
  constructor(readonly stream: Readable) {}
}

const unhurried = new WeakSet<IncomingMessage>();

/** True while a request may take as long as it likes to arrive, because a route streams it. */
export function isStreamed(request: IncomingMessage): boolean {
  return unhurried.has(request);
}

export function streamsBody(request: FastifyRequest): boolean {
  return (request.routeOptions.config as StreamRouteConfig | undefined)?.streamed !== undefined;
}

/** The route takes bodies of any size as a stream, of these media types, plain or gzip. */
export function TakesStream(documentation: {
  readonly mediaTypes: readonly string[];
  readonly description: string;
  readonly example: string;
  /** The schema of one line, which a schema of a whole text cannot express. */
  readonly 'x-line'?: Readonly<Record<string, unknown>>;
}): MethodDecorator {
  const { mediaTypes, ...rest } = documentation;
  return applyDecorators(
    RouteConfig({ streamed: mediaTypes } satisfies StreamRouteConfig),
    ApiConsumes(...mediaTypes),
    ApiBody({ required: true, schema: { type: 'string', ...rest } }),
    ApiHeader({
      name: 'Content-Encoding',
      required: false,
      schema: { type: 'string', enum: ['gzip', 'identity'] },
    }),
  );
}

/** @throws DomainError `request/unsupported-media-type`, `request/invalid-idempotency-key` */
export const StreamedBody = createParamDecorator(
  (_: unknown, context: ExecutionContext): IncomingBody => {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const { body } = request;
    const mediaType = mediaTypeOf(request);
    const { streamed } = request.routeOptions.config as StreamRouteConfig;
    if (!(body instanceof UnreadBody) || streamed?.includes(mediaType) !== true) {
      throw requestErrors.unsupportedMediaType();
    }
    return {
      mediaType,
      encoding: (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase(),
      idempotencyKey: readIdempotencyKey(request),
      stream: body.stream,
      markReplayed: () => {
        void http.getResponse<FastifyReply>().header('idempotency-replayed', 'true');
      },
    };
  },
);

/** Passes the body of a streaming route on, unread. */
export function leaveUnread(request: FastifyRequest, payload: Readable): UnreadBody {
  unhurried.add(request.raw);
  return new UnreadBody(payload);
}

function mediaTypeOf(request: FastifyRequest): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
