import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

import {
  isStreamed,
  problemHeaders,
  problemOf,
  rawBadRequest,
  requestErrors,
} from '@passerelle/http';
import type { DomainError } from '@passerelle/kernel';
import { newContext, preferredLanguage } from '@passerelle/observability';

import type { RunningService } from './create-service.js';
import { opened } from './port.js';

export interface ListenOptions {
  readonly port: number;
  /** Undefined: every address of the machine, with or without IPv6. */
  readonly host: string | undefined;
  /** How long the headers of a request may take to arrive; 20 s by default. */
  readonly headersTimeoutMs?: number;
  /** What stands at `/`. */
  readonly home?: (request: IncomingMessage, response: ServerResponse) => void;
}

/** How long the whole of a request may take to arrive, unless its route streams it. */
const REQUEST_TIMEOUT_MS = 120_000;

const HEADERS_TIMEOUT_MS = 20_000;

/**
 * One HTTP server for any number of services, each below the path of its name.
 *
 * @throws PortUnavailableError
 */
export async function listen(
  services: readonly RunningService[],
  options: ListenOptions,
): Promise<HttpServer> {
  const byName = new Map(services.map((service) => [service.name, service]));
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    if (!hasOneHost(request) || hasTwoAuthorizations(request)) {
      answerProblem(request, response, requestErrors.malformedRequest());
      return;
    }
    const url = originForm(request.url ?? '/');
    request.url = url;
    const [path = '/'] = url.split('?', 1);
    const service = byName.get(path.split('/', 2)[1] ?? '');
    if (service !== undefined) service.handle(request, response);
    else if (path === '/' && options.home !== undefined) options.home(request, response);
    else answerProblem(request, response, requestErrors.unknownPath());
  };
  // Node's own answers to a missing Host and to an unknown Expect have no body: the first is given
  // above, the second may be ignored (RFC 9110 § 10.1.1).
  const headersTimeout = options.headersTimeoutMs ?? HEADERS_TIMEOUT_MS;
  const server = createServer(
    {
      requireHostHeader: false,
      headersTimeout,
      // The server looks at its connections so often; twice a minute by default, and slow headers last until then.
      connectionsCheckingInterval: Math.min(headersTimeout, 1_000),
    },
    answer,
  );
  server.on('checkExpectation', answer);
  const underWay = new WeakMap<Duplex, IncomingMessage>();
  server.on('request', (request, response) => {
    // A direct read has been answered above, and a timer would cost as much as the answer.
    if (response.writableEnded) return;
    underWay.set(request.socket, request);
    // In place of the server's `requestTimeout`, which would also end an import of a large file.
    const tooSlow = setTimeout(() => {
      if (!request.complete && !isStreamed(request)) {
        request.socket.end(rawBadRequest('ERR_HTTP_REQUEST_TIMEOUT'));
      }
    }, REQUEST_TIMEOUT_MS);
    response.once('close', () => {
      clearTimeout(tooSlow);
      underWay.delete(request.socket);
    });
  });
  server.requestTimeout = 0;
  server.keepAliveTimeout = 10_000;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // A caller who still awaits the answer to a whole request would take this one for it.
    const awaited = underWay.get(socket)?.complete === true;
    if (socket.writable && !awaited) socket.end(rawBadRequest(error.code));
    else socket.destroy();
  });
  await opened(server, options.port, options.host);
  return new HttpServer(server);
}

export class HttpServer {
  constructor(private readonly server: Server) {}

  get port(): number {
    const address = this.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** Takes no new connection and waits for the answers under way, up to a limit. */
  async close(graceMs = 8_000): Promise<void> {
    const force = setTimeout(() => {
      this.server.closeAllConnections();
    }, graceMs);
    const closed = new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
    // A browser's connection may turn idle, and would then stay, just after the first look.
    const idle = setInterval(() => {
      this.server.closeIdleConnections();
    }, 100);
    this.server.closeIdleConnections();
    await closed;
    clearInterval(idle);
    clearTimeout(force);
  }
}

/** RFC 9112 § 3.2: exactly one `Host`. Proxies that take the first of two and servers that take the last disagree. */
function hasOneHost({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  // Node reads a request line without a version as HTTP/0.9, whatever follows the line.
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return false;
  const hosts = namesIn(rawHeaders).filter((name) => name === 'host');
  return hosts.length === 1 || (hosts.length === 0 && httpVersion === '1.0');
}

/** Node keeps the first of two `Authorization` headers without a word, and a proxy may have checked the second. */
function hasTwoAuthorizations({ rawHeaders }: IncomingMessage): boolean {
  return namesIn(rawHeaders).filter((name) => name === 'authorization').length > 1;
}

function namesIn(rawHeaders: readonly string[]): string[] {
  return rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
}

/** A proxy may send the whole address as the target (RFC 9112 § 3.2.2). */
function originForm(target: string): string {
  return target.replace(/^https?:\/\/[^/?#]*(?=\/)/i, '');
}

function answerProblem(
  request: IncomingMessage,
  response: ServerResponse,
  error: DomainError,
): void {
  const { language, requestId } = newContext(preferredLanguage(request.headers['accept-language']));
  const problem = problemOf(error, language, requestId);
  response.writeHead(problem.status, problemHeaders(language, requestId));
  response.end(JSON.stringify(problem));
  request.resume();
}
