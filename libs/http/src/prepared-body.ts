import { createHash } from 'node:crypto';

import type { FastifyReply } from 'fastify';

import { matches } from './responses.js';

/** A JSON body that is ready to send. Its bytes and its strong entity tag are computed once for many answers. */
export interface PreparedBody {
  readonly bytes: Buffer;
  readonly etag: string;
}

export function prepared(text: string): PreparedBody {
  const bytes = Buffer.from(text, 'utf8');
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 24);
  return { bytes, etag: `"${digest}"` };
}

/**
 * Answers a request with a prepared body, from a route with `@Res({ passthrough: true })`.
 *
 * @param known the `If-None-Match` of the request
 * @returns what the route returns: the bytes, or undefined for a 304
 */
export function sendPrepared(
  reply: FastifyReply,
  known: string | undefined,
  { bytes, etag }: PreparedBody,
): Buffer | undefined {
  void reply.header('etag', etag);
  if (matches(known, etag)) {
    void reply.status(304);
    return undefined;
  }
  void reply.type('application/json; charset=utf-8');
  return bytes;
}
