import { AsyncLocalStorage } from 'node:async_hooks';
import { Agent as HttpAgent, type IncomingHttpHeaders, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** A text or bytes as they are; an object goes as JSON. */
  readonly body?: string | Buffer | object;
  /** The address of this machine that the call comes from; limits count by address. */
  readonly from?: string;
  readonly timeoutMs?: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** From the first byte sent to the last byte received. */
  readonly ms: number;
}

/** The attack has used up its requests or its time. */
export class LimitReached extends Error {}

interface Tally {
  requests: number;
}

const tallies = new AsyncLocalStorage<Tally>();
const MOST_SOCKETS = 128;
const PATIENCE_MS = 30_000;

/** Runs some work and tells how many requests the work made, whatever else runs at the same time. */
export async function tallied<T>(work: () => Promise<T>): Promise<{ value: T; requests: number }> {
  const tally: Tally = { requests: 0 };
  const value = await tallies.run(tally, work);
  return { value, requests: tally.requests };
}

/** Counts one request, of whatever kind. */
function countRequest(): void {
  const tally = tallies.getStore();
  if (tally !== undefined) tally.requests += 1;
}

/** Makes the requests of a run: bounded in number and in time. */
export class Exchange {
  private readonly agents = new Map<string, HttpAgent>();
  private made = 0;

  constructor(
    private readonly mostRequests: number,
    private readonly until: number,
  ) {}

  get requests(): number {
    return this.made;
  }

  /** @throws LimitReached */
  spend(): void {
    if (this.made >= this.mostRequests) {
      throw new LimitReached(`the limit of ${String(this.mostRequests)} requests is reached`);
    }
    if (Date.now() > this.until) throw new LimitReached('the time is over');
    this.made += 1;
    countRequest();
  }

  async send(origin: string, call: Call): Promise<Answer> {
    this.spend();
    const { method, path, token, body, from } = call;
    const content = contentOf(body);
    const headers = {
      ...(typeof body === 'object' && !Buffer.isBuffer(body)
        ? { 'content-type': 'application/json' }
        : {}),
      ...(content === undefined ? {} : { 'content-length': String(content.length) }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...call.headers,
    };
    const begun = performance.now();
    return new Promise((resolve, reject) => {
      const url = new URL(origin);
      const open = url.protocol === 'https:' ? requestHttps : requestHttp;
      const sent = open(
        {
          hostname: url.hostname,
          port: url.port,
          method,
          path,
          headers,
          agent: this.agentOf(url.protocol, from),
          ...(from === undefined ? {} : { localAddress: from }),
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.once('end', () => {
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(chunks).toString('utf8'),
              ms: performance.now() - begun,
            });
          });
        },
      );
      sent.setTimeout(call.timeoutMs ?? PATIENCE_MS, () => {
        sent.destroy(new Error(`${method} ${path} was not answered in time`));
      });
      // A broken connection may fail more than once.
      sent.on('error', (error: NodeJS.ErrnoException) => {
        // The other side ended a kept connection at the moment of the call: the call goes out on a new one.
        if (sent.reusedSocket && error.code === 'ECONNRESET') resolve(this.send(origin, call));
        else reject(error);
      });
      sent.end(content);
    });
  }

  close(): void {
    for (const agent of this.agents.values()) agent.destroy();
  }

  private agentOf(protocol: string, from = ''): HttpAgent {
    const key = `${protocol} ${from}`;
    const known = this.agents.get(key);
    if (known !== undefined) return known;
    const options = { keepAlive: true, maxSockets: MOST_SOCKETS };
    const agent = protocol === 'https:' ? new HttpsAgent(options) : new HttpAgent(options);
    this.agents.set(key, agent);
    return agent;
  }
}

function contentOf(body: Call['body']): Buffer | undefined {
  if (body === undefined) return undefined;
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body), 'utf8');
}

/** The members of a JSON body; none where the body is something else. */
export function jsonOf(answer: Answer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(answer.text);
    return typeof value === 'object' && value !== null
      ? (value as Readonly<Record<string, unknown>>)
      : {};
  } catch {
    return {};
  }
}

/** Status and code of a refusal: evidence that holds no personal data. */
export function outcomeOf(answer: Answer): string {
  const { code } = jsonOf(answer);
  return typeof code === 'string' ? `${String(answer.status)} ${code}` : String(answer.status);
}

export const isSuccess = ({ status }: Answer): boolean => status >= 200 && status < 300;

/** Does the work on each item, a few at once. */
export async function inParallel<T>(
  items: Iterable<T>,
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = waiting.next(); next.done !== true; next = waiting.next()) {
      await work(next.value);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
