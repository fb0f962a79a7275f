import { STATUS_CODES } from 'node:http';

import { NotFoundException } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { Authenticated } from '@passerelle/auth';
import type { Language } from '@passerelle/kernel';
import {
  type Metrics,
  newContext,
  preferredLanguage,
  runInContext,
} from '@passerelle/observability';

import { bareProblem, PROBLEM_MEDIA_TYPE, problemOf } from './problem.js';
import { requestErrors } from './request.errors.js';
import { CSV_MEDIA_TYPE, leaveUnread, NDJSON_MEDIA_TYPE, streamsBody } from './streamed-body.js';
import { decodeText, parseStrictJson } from './strict-json.js';

/** 1 MiB for every body that is not a streaming import. */
export const BODY_LIMIT = 1_048_576;

/** The members of a form: the largest one, of a token request, has eight. */
const MAX_FORM_MEMBERS = 50;

export function createEdge(): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    requestTimeout: 60_000,
    connectionTimeout: 0,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 500, caseSensitive: true, ignoreTrailingSlash: false },
    frameworkErrors: (_: Error, request: FastifyRequest, reply: FastifyReply) => {
      const { language, requestId } = newContext(
        preferredLanguage(request.headers['accept-language']),
      );
      // The router refuses the address before any hook of the edge runs.
      void reply
        .status(400)
        .headers(problemHeaders(language, requestId))
        .send(JSON.stringify(problemOf(requestErrors.malformedUrl(), language, requestId)));
    },
  });
}

/** No browser takes an answer for a page. For answers that are given before the hooks that set such headers. */
const NO_PAGE = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

/** The headers of a problem that is answered outside the edge's hooks, the same as those of any other problem. */
export function problemHeaders(language: Language, requestId: string): Record<string, string> {
  return {
    'content-type': `${PROBLEM_MEDIA_TYPE}; charset=utf-8`,
    'content-language': language,
    'cache-control': 'no-store',
    'x-request-id': requestId,
    ...NO_PAGE,
  };
}

export interface EdgeParts {
  readonly metrics: Metrics;
  /** The path of the installation's public address, without a slash at its end: `Location` begins with it. */
  readonly publicPath: string;
}

/**
 * Adds the steps that every request of a service passes through before and after its route: context, strict body
 * parsers, headers, measurement. Call it once, before the Nest application is initialised.
 */
export function armEdge(fastify: FastifyInstance, { metrics, publicPath }: EdgeParts): void {
  fastify.removeAllContentTypeParsers();
  for (const type of ['application/json', 'application/merge-patch+json']) {
    fastify.addContentTypeParser(type, { parseAs: 'buffer' }, (_, body, done) => {
      parseInto(() => parseStrictJson(body as Buffer), done);
    });
  }
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    (_, body, done) => {
      parseInto(() => parseForm(body as Buffer), done);
    },
  );
  for (const type of [CSV_MEDIA_TYPE, NDJSON_MEDIA_TYPE]) {
    fastify.addContentTypeParser(type, (request, payload, done) => {
      if (streamsBody(request)) done(null, leaveUnread(request, payload));
      else done(requestErrors.unsupportedMediaType());
    });
  }

  fastify.addHook('onRequest', (request, reply, done) => {
    const context = newContext(
      preferredLanguage(request.headers['accept-language']),
      request.headers.traceparent,
    );
    void reply.header('x-request-id', context.requestId);
    runInContext(context, () => {
      // A request with an unknown path or method is refused before its body is read.
      done(refusalOf(request) ?? (request.is404 ? new NotFoundException() : undefined));
    });
  });

  fastify.addHook('onSend', (request, reply, payload, done) => {
    const headers = reply.getHeaders();
    if (headers['cache-control'] === undefined) {
      if (isPublicRead(request)) {
        // It depends on the language of the caller alone, who revalidates it.
        void reply.header('cache-control', 'private, no-cache');
        void reply.header('vary', 'Authorization, Accept-Language');
      } else {
        // It may hold personal data, which no cache keeps: neither a proxy's nor that of a browser many people use.
        void reply.header('cache-control', 'no-store');
      }
    }
    if (headers['x-content-type-options'] === undefined) void reply.headers(NO_PAGE);
    const { location } = headers;
    const isInside = typeof location === 'string' && location.startsWith('/');
    if (isInside && !location.startsWith(`${publicPath}/`)) {
      void reply.header('location', `${publicPath}${location}`);
    }
    if (headers['content-language'] === undefined && isProblem(headers['content-type'])) {
      void reply.header('content-language', preferredLanguage(request.headers['accept-language']));
    }
    done(null, payload);
  });

  fastify.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    metrics.httpDuration.observe(
      { method: request.method, route, status: reply.statusCode },
      reply.elapsedTime / 1_000,
    );
    done();
  });
}

/** A read of a public route: the guard sets a caller on the requests of all others. */
function isPublicRead(request: FastifyRequest & Authenticated): boolean {
  return request.actor === undefined && (request.method === 'GET' || request.method === 'HEAD');
}

/** Collects the routes while they are added. The returned function gives the methods of a path. */
export function collectRoutes(fastify: FastifyInstance): (url: string) => readonly string[] {
  const routes: { readonly pattern: RegExp; readonly methods: Set<string> }[] = [];
  const byUrl = new Map<string, Set<string>>();
  fastify.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return;
    let methods = byUrl.get(url);
    if (methods === undefined) {
      methods = new Set();
      byUrl.set(url, methods);
      const source = url.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/:[^/]+/g, '[^/]+');
      routes.push({ pattern: new RegExp(`^${source}$`), methods });
    }
    for (const name of [method].flat()) methods.add(name);
  });
  return (url) => {
    // Decoded in the same way as in the router: an encoded slash is not a separator.
    const path = decodeURI(url.split('?', 1)[0] ?? '');
    const known = routes
      .filter(({ pattern }) => pattern.test(path))
      .flatMap(({ methods }) => [...methods]);
    return [...new Set(known)].sort();
  };
}

/** Maps codes of a server's `clientError` to a status, if a more specific status than 400 exists. */
const RAW_STATUS: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** The answer to bytes that are not valid HTTP. It is written directly to the socket. */
export function rawBadRequest(cause = ''): string {
  const { language, requestId } = newContext('fr');
  const problem = bareProblem(RAW_STATUS[cause] ?? 400, language, requestId);
  const body = JSON.stringify(problem);
  return [
    `HTTP/1.1 ${String(problem.status)} ${STATUS_CODES[problem.status] ?? ''}`,
    `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
    `Content-Language: ${language}`,
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

/**
 * An address must decode to UTF-8 without NUL, and it may contain each query parameter only once. The query begins
 * at the first question mark and includes further question marks (RFC 3986 § 3.4). A request target has no fragment
 * (RFC 9112 § 3.2): the router would read a fragment as a query.
 */
function refusalOf({ url }: FastifyRequest): Error | undefined {
  if (url.includes('#')) return requestErrors.malformedUrl();
  const mark = url.indexOf('?');
  try {
    if (decodeURIComponent(mark < 0 ? url : url.slice(0, mark)).includes('\0')) {
      return requestErrors.malformedUrl();
    }
    if (mark < 0) return undefined;
    const names = new Set<string>();
    for (const pair of url.slice(mark + 1).split('&')) {
      const text = decodeURIComponent(pair.replaceAll('+', ' '));
      if (text.includes('\0')) return requestErrors.malformedUrl();
      if (pair === '') continue;
      const name = decodeURIComponent((pair.split('=', 1)[0] ?? '').replaceAll('+', ' '));
      if (names.has(name)) return requestErrors.malformedUrl();
      names.add(name);
    }
    return undefined;
  } catch {
    return requestErrors.malformedUrl();
  }
}

function parseInto(
  parse: () => unknown,
  done: (error: Error | null, body?: unknown) => void,
): void {
  let body: unknown;
  try {
    body = parse();
  } catch (error) {
    done(error as Error);
    return;
  }
  done(null, body);
}

function parseForm(bytes: Buffer): Record<string, string> {
  const text = decodeText(bytes);
  const form: Record<string, string> = Object.create(null) as Record<string, string>;
  // A form of 1 MiB has up to a million members: `split` makes no more of them than the limit.
  const pairs = text.split('&', MAX_FORM_MEMBERS + 1);
  if (pairs.length > MAX_FORM_MEMBERS) {
    throw requestErrors.tooManyMembers({ limit: MAX_FORM_MEMBERS });
  }
  for (const pair of pairs.filter((part) => part !== '')) {
    const [name = '', value = ''] = pair.split(/=(.*)/s, 2).map(decodeFormPart);
    if (name in form) throw requestErrors.duplicateKey({ offset: text.indexOf(pair) });
    form[name] = value;
  }
  return form;
}

function decodeFormPart(part: string): string {
  try {
    const text = decodeURIComponent(part.replaceAll('+', ' '));
    if (text.includes('\0')) throw requestErrors.forbiddenCharacter();
    return text;
  } catch (error) {
    throw error instanceof URIError ? requestErrors.invalidUtf8() : error;
  }
}

function isProblem(contentType: unknown): boolean {
  return typeof contentType === 'string' && contentType.startsWith(PROBLEM_MEDIA_TYPE);
}
