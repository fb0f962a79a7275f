import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import type { ImportOptions } from './import-file-options.js';

export interface ImportState {
  readonly id: string;
  readonly status: 'receiving' | 'queued' | 'processing' | 'completed' | 'failed';
  readonly linesRead: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly toConfirm: number;
  readonly progress: number;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly notes?: readonly { readonly code: string; readonly message: string }[];
}

/** An import that a service has begun. */
export interface BegunImport {
  readonly state: ImportState;
  /** Where it can be asked for, as the service said. */
  readonly location: URL;
}

/** The service refused: sending the same again would not help. */
export class Refused extends Error {}

/** The service is away or busy: the same may succeed another time. */
export class Unavailable extends Error {}

/** Told as it goes: the share of the file that is sent, then of the lines that are worked off. */
export type Watch = (step: 'sending' | 'working', share: number) => void;

const PASSING_STATUS = [408, 409, 425, 429, 500, 502, 503, 504];
const POLL_MS = 500;
/** A connection that is silent for so long is broken. */
const SILENCE_MS = 120_000;

/** One import from a file to its report, over HTTP. */
export class ImportClient {
  private token: string | undefined;

  constructor(
    private readonly options: ImportOptions,
    private readonly watch: Watch,
  ) {}

  /**
   * Sends the file; its key says what it is, so a repeated sending has one effect, unless another one is wanted
   * (`again`): what a file is refused for may have been repaired elsewhere since, as when tenants were missing from the roster.
   */
  async send(): Promise<BegunImport> {
    const { file, again } = this.options;
    const { size } = await stat(file);
    const key = again ? randomUUID() : await this.keyOf(file);
    return this.patiently(() => this.upload(size, key));
  }

  async finished({ state: begun, location }: BegunImport): Promise<ImportState> {
    let state = begun;
    while (state.status !== 'completed' && state.status !== 'failed') {
      this.watch('working', state.progress);
      await sleep(POLL_MS);
      state = await this.patiently(() => this.get(location, readState));
    }
    this.watch('working', 1);
    return state;
  }

  async saveReport({ location }: BegunImport): Promise<void> {
    const report = new URL(`${location.pathname}/report`, location);
    await this.patiently(() =>
      this.get(report, (body) => pipeline(body, createWriteStream(this.options.report))),
    );
  }

  /** The same content for the same route: also after the program, or the machine, started anew. */
  private async keyOf(file: string): Promise<string> {
    const { target, method } = this.options;
    const hash = createHash('sha256').update(`${method} ${target.pathname}${target.search}\n`);
    await pipeline(createReadStream(file), hash);
    return `sha256-${hash.digest('hex')}`;
  }

  private async upload(size: number, key: string): Promise<BegunImport> {
    const { file, target, method, mediaType } = this.options;
    const { watch } = this;
    let sent = 0;
    const counted = new Transform({
      transform(piece: Buffer, _, done) {
        sent += piece.length;
        watch('sending', size === 0 ? 1 : sent / size);
        done(null, piece);
      },
    });
    const headers = {
      authorization: `Bearer ${await this.bearer()}`,
      'content-type': mediaType,
      'content-length': String(size),
      'idempotency-key': key,
    };
    const read = async (body: Readable, answer: IncomingHttpHeaders): Promise<BegunImport> => {
      const state = await readState(body);
      return { state, location: locationOf(answer, target) };
    };
    return exchange(target, { method, headers }, createReadStream(file), counted, read);
  }

  private async get<T>(from: URL, read: (body: Readable) => Promise<T>): Promise<T> {
    const headers = { authorization: `Bearer ${await this.bearer()}` };
    return exchange(from, { method: 'GET', headers }, null, null, read);
  }

  private async bearer(): Promise<string> {
    this.token ??= await this.signIn();
    return this.token;
  }

  private async signIn(): Promise<string> {
    const { tokenUrl, client, secret } = this.options;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: client,
      client_secret: secret,
    }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const source = Readable.from([form]);
    const answer = await exchange(tokenUrl, { method: 'POST', headers }, source, null, readJson);
    return (answer as { access_token: string }).access_token;
  }

  /** Tries again what may pass, more slowly each time; a token that ran out is renewed. */
  private async patiently<T>(work: () => Promise<T>): Promise<T> {
    const { attempts, pauseMs } = this.options;
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof Unavailable) || attempt >= attempts) throw error;
        this.token = undefined;
        await sleep(pauseMs * 2 ** (attempt - 1));
      }
    }
  }
}

/** Whatever the route, a service says where its import is; the token goes to no other host than before. */
function locationOf({ location }: IncomingHttpHeaders, target: URL): URL {
  const found = location === undefined ? undefined : new URL(location, target);
  if (found?.origin !== target.origin) {
    throw new Refused(`${target.pathname}: the answer does not say where the import is`);
  }
  return found;
}

async function readJson(body: Readable): Promise<unknown> {
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(piece as Buffer);
  return JSON.parse(Buffer.concat(pieces).toString('utf8'));
}

async function readState(body: Readable): Promise<ImportState> {
  return (await readJson(body)) as ImportState;
}

/** One request, its body streamed; the answer is read by `read` when it is a success. */
function exchange<T>(
  url: URL,
  options: { method: string; headers: Record<string, string> },
  source: Readable | null,
  through: Transform | null,
  read: (body: Readable, headers: IncomingHttpHeaders) => Promise<T>,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options);
    let answered = false;
    request.setTimeout(SILENCE_MS, () => request.destroy(new Error('no answer')));
    request.on('response', (response) => {
      answered = true;
      const status = response.statusCode ?? 0;
      const outcome =
        status < 300 ? read(response, response.headers) : refusalOf(url, status, response);
      outcome.then(resolve, reject).finally(() => source?.destroy());
    });
    request.on('error', (error) => {
      // A server may answer before it has read everything, and close: the answer counts.
      if (!answered) reject(new Unavailable(`${url.host}: ${error.message}`));
    });
    if (source === null) request.end();
    else {
      const streams = through === null ? [source, request] : [source, through, request];
      pipeline(streams).catch((error: unknown) => {
        if (!answered) reject(new Unavailable(`${url.host}: ${(error as Error).message}`));
      });
    }
  });
}

async function refusalOf(url: URL, status: number, body: Readable): Promise<never> {
  const problem = (await readJson(body).catch(() => ({}))) as {
    code?: string;
    title?: string;
    detail?: string;
  };
  const words = [problem.code, problem.title, problem.detail].filter(Boolean).join(' — ');
  const message = `${url.pathname}: ${String(status)} ${words}`.trimEnd();
  const expired = status === 401 && problem.code === 'auth/token-invalid';
  // A conflict may be a state that stays (no roster yet); only the key in flight passes by itself.
  const inFlight = status !== 409 || problem.code?.endsWith('in-flight') === true;
  throw expired || (PASSING_STATUS.includes(status) && inFlight)
    ? new Unavailable(message)
    : new Refused(message);
}
