import type { FastifyRequest } from 'fastify';

import { requestErrors } from './request.errors.js';

const KEY_FORM = /^[\x20-\x7e]{1,255}$/;

/** @throws DomainError `request/invalid-idempotency-key` */
export function readIdempotencyKey(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !KEY_FORM.test(key)) throw requestErrors.invalidIdempotencyKey();
  return key;
}
