import {
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';

import { requestErrors } from './request.errors.js';

/** A resource in an answer. Its version is its strong entity tag. */
export interface VersionedView {
  readonly version: number;
}

export const VERSIONED = 'passerelle:versioned';
export const LOCATED = 'passerelle:located';

/** The route returns one resource. Its version becomes the `ETag`, and a matching `If-None-Match` gets 304. */
export const Versioned = (): MethodDecorator => SetMetadata(VERSIONED, true);

/** The route creates a resource. `Location` is computed from the view that the route returns. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- callers name their view.
export const Located = <V>(locationOf: (view: V) => string): MethodDecorator =>
  SetMetadata(LOCATED, locationOf);

/** Sets the headers that depend on the return value of a route. */
@Injectable()
export class ResponseInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const handler = context.getHandler();
    const versioned = this.reflector.get<boolean | undefined>(VERSIONED, handler);
    const locationOf = this.reflector.get<((view: unknown) => string) | undefined>(
      LOCATED,
      handler,
    );
    if (versioned !== true && locationOf === undefined) return next.handle();
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(
      map((view: unknown) => {
        if (locationOf !== undefined) void reply.header('location', locationOf(view));
        if (versioned !== true) return view;
        const tag = `"${String((view as VersionedView).version)}"`;
        void reply.header('etag', tag);
        const reads = request.method === 'GET' || request.method === 'HEAD';
        if (!reads || !matches(request.headers['if-none-match'], tag)) return view;
        void reply.status(304);
        return undefined;
      }),
    );
  }
}

/** Weak comparison (RFC 9110 § 13.1.2): `W/` is ignored. */
export function matches(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const tags = header.split(',').map((part) => part.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(tag);
}

/** The versions that the caller accepts as the base of a change; `null` without `If-Match` or with `*`. */
export type ExpectedVersions = readonly number[] | null;

const readIfMatch = createParamDecorator(
  (_: unknown, context: ExecutionContext): ExpectedVersions => {
    const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
    if (header === undefined || header.trim() === '*') return null;
    const tags = header.split(',').map((part) => part.trim());
    if (!tags.every((tag) => /^(W\/)?"[\x21\x23-\x7e]*"$/.test(tag)))
      throw requestErrors.invalidIfMatch();
    return tags.flatMap((tag) => (/^"\d{1,9}"$/.test(tag) ? [Number(tag.slice(1, -1))] : []));
  },
);

/**
 * Reads `If-Match`, and documents it. Weak tags never match (RFC 9110 § 13.1.1), so they add no expected version.
 */
export function IfMatch(): ParameterDecorator {
  return (controller, method, index) => {
    readIfMatch()(controller, method, index);
    if (method === undefined) return;
    const descriptor = Object.getOwnPropertyDescriptor(controller, method);
    if (descriptor !== undefined) documentsIfMatch(controller, method, descriptor);
  };
}

const documentsIfMatch = ApiHeader({
  name: 'If-Match',
  required: false,
  description: 'The `ETag` that the change starts from: 412 when the resource has another by now',
  schema: { type: 'string' },
});

/** @throws DomainError `request/version-mismatch` (412) when the caller saw another version */
export function assertExpected(expected: ExpectedVersions, version: number): void {
  if (expected !== null && !expected.includes(version)) throw requestErrors.versionMismatch();
}
