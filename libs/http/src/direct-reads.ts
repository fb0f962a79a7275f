import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Metrics } from '@passerelle/observability';

import type { PreparedBody } from './prepared-body.js';
import { matches } from './responses.js';

/** A public read that is answered from memory. The answer is the same for every caller and in every language. */
export interface DirectRead {
  /** The pattern of the ordinary route that answers the same request. */
  readonly route: string;
  readonly body: PreparedBody;
}

/** Returns undefined for a read that is not plain, not found or not fresh: the ordinary route then answers it. */
export type DirectReader = (url: string) => DirectRead | undefined;

/** The headers that differ between the answers of a route. All other headers are the same on every answer. */
const OF_ONE_ANSWER = new Set(['x-request-id', 'etag', 'content-length', 'content-type', 'date']);
/** Of the common headers, a 304 repeats only those that caches use (RFC 9110 § 15.4.5). */
const FOR_CACHES = new Set(['cache-control', 'vary']);

type Headers = Readonly<Record<string, number | string | string[] | undefined>>;

interface Lent {
  readonly all: readonly string[];
  readonly forCaches: readonly string[];
}

/**
 * Answers plain public reads without guards, validation and interceptors. These cost several times as much as the
 * answer itself and do not change it. The headers are copied from the first ordinary answer of a route, so the
 * ordinary route always answers the first read.
 */
export class DirectReads {
  private readonly readers: DirectReader[] = [];
  private readonly lent = new Map<string, Lent | undefined>();

  constructor(private readonly metrics: Metrics) {}

  /** @param routes the route patterns that the answers of the reader contain */
  add(routes: readonly string[], reader: DirectReader): void {
    for (const route of routes) this.lent.set(route, undefined);
    this.readers.push(reader);
  }

  /** Keeps the headers of a route's first ordinary answer. */
  learn(method: string, route: string | undefined, status: number, headers: Headers): void {
    if (method !== 'GET' || status !== 200 || route === undefined) return;
    if (!this.lent.has(route) || this.lent.get(route) !== undefined) return;
    if (!String(headers['content-type']).startsWith('application/json')) return;
    const lasting = Object.entries(headers).filter(
      ([name, value]) => value !== undefined && !OF_ONE_ANSWER.has(name),
    );
    this.lent.set(route, {
      all: lasting.flatMap(([name, value]) => [name, String(value)]),
      forCaches: lasting
        .filter(([name]) => FOR_CACHES.has(name))
        .flatMap(([name, value]) => [name, String(value)]),
    });
  }

  /** @returns false if the request is untouched, so that the ordinary route has to answer it */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const { method, url, headers } = request;
    if (method !== 'GET' || url === undefined || !wantsJson(headers.accept)) return false;
    const began = performance.now();
    const read = this.find(url);
    const lent = read && this.lent.get(read.route);
    if (read === undefined || lent === undefined) return false;
    const { bytes, etag } = read.body;
    const known = matches(headers['if-none-match'], etag);
    if (known) {
      response.writeHead(304, [...lent.forCaches, 'etag', etag]);
      response.end();
    } else {
      const own = ['etag', etag, 'content-type', 'application/json; charset=utf-8'];
      response.writeHead(200, [...lent.all, ...own, 'content-length', String(bytes.length)]);
      response.end(bytes);
    }
    this.metrics.httpDuration.observe(
      { method: 'GET', route: read.route, status: known ? 304 : 200 },
      (performance.now() - began) / 1_000,
    );
    return true;
  }

  private find(url: string): DirectRead | undefined {
    for (const reader of this.readers) {
      const read = reader(url);
      if (read !== undefined) return read;
    }
    return undefined;
  }
}

/** False for a list of preferences, which only the ordinary route evaluates. */
function wantsJson(accept: string | undefined): boolean {
  return accept === undefined || accept === '*/*' || accept === 'application/json';
}
