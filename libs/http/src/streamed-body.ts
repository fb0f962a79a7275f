import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';

import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { readIdempotencyKey } from './idempotency-key.js';
import { LimitedAs } from './rate-limits.js';
import { requestErrors } from './request.errors.js';

export const CSV_MEDIA_TYPE = 'text/csv';
/** One JSON document per line. */
export const NDJSON_MEDIA_TYPE = 'application/x-ndjson';

/** A body that is not read yet. The route reads it to its end, at the speed at which it processes the data. */
export interface IncomingBody {
  /** Lower case, without parameters. */
  readonly mediaType: string;
  /** The `charset` of the media type in lower case; `null` if the caller declares none. */
  readonly charset: string | null;
  /** `Content-Encoding` in lower case; `identity` if the header is absent. */
  readonly encoding: string;
  /** The route handles the key. `IdempotencyInterceptor` would hold a transaction open during the whole upload. */
  readonly idempotencyKey: string | null;
  /** Emits an error if the caller disconnects before the end. */
  readonly stream: Readable;
  /** Adds a header to the answer: an earlier request with the same key had this effect. */
  readonly markReplayed: () => void;
}

interface StreamRouteConfig {
  readonly streamed?: readonly string[];
}

/** A class, so that `instanceof` distinguishes an unread body from a parsed document. */
class UnreadBody {
  constructor(readonly stream: Readable) {}
}

const unhurried = new WeakSet<IncomingMessage>();

/** True if the request has no time limit to arrive, because a route streams it. */
export function isStreamed(request: IncomingMessage): boolean {
  return unhurried.has(request);
}

export function streamsBody(request: FastifyRequest): boolean {
  return (request.routeOptions.config as StreamRouteConfig | undefined)?.streamed !== undefined;
}

/** The route receives bodies of any size as a stream. They have one of these media types, uncompressed or gzip. */
export function TakesStream(documentation: {
  readonly mediaTypes: readonly string[];
  readonly description: string;
  readonly example: string;
  /** The schema of one line. The schema of the whole text cannot express it. */
  readonly 'x-line'?: Readonly<Record<string, unknown>>;
}): MethodDecorator {
  const { mediaTypes, ...rest } = documentation;
  return applyDecorators(
    RouteConfig({ streamed: mediaTypes } satisfies StreamRouteConfig),
    LimitedAs('import'),
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
      charset: charsetOf(request),
      encoding: (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase(),
      idempotencyKey: readIdempotencyKey(request),
      stream: body.stream,
      markReplayed: () => {
        void http.getResponse<FastifyReply>().header('idempotency-replayed', 'true');
      },
    };
  },
);

/** Passes on the body of a streaming route without reading it. */
export function leaveUnread(request: FastifyRequest, payload: Readable): UnreadBody {
  unhurried.add(request.raw);
  return new UnreadBody(payload);
}

function mediaTypeOf(request: FastifyRequest): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

const CHARSET = /;\s*charset\s*=\s*"?([\w.:+-]{1,40})"?\s*(?:;|$)/i;

function charsetOf(request: FastifyRequest): string | null {
  return CHARSET.exec(request.headers['content-type'] ?? '')?.[1]?.toLowerCase() ?? null;
}
