import { setTimeout as sleep } from 'node:timers/promises';

import { DEMO_PASSWORD } from './sign-in.js';

/** Who calls: the username of a demo account, or the batch client. */
export type DemoCaller =
  'mediator' | 'mediator_2' | 'indicator_publisher' | 'campaign_manager' | 'batch';

export interface Call {
  readonly as?: DemoCaller;
  /** Sent as JSON; a text is sent as NDJSON, unless `type` says otherwise. */
  readonly body?: object | string;
  readonly type?: string;
  /** `Idempotency-Key`: the same call again has no second effect. */
  readonly key?: string;
}

/** An answer that is a refusal, with the members of its problem that help to understand it. */
export class CallRefused extends Error {
  constructor(
    call: string,
    readonly status: number,
    readonly code: string | undefined,
    detail: string,
  ) {
    super(`${call} : ${status} ${code ?? ''} ${detail}`.trimEnd());
    this.name = 'CallRefused';
  }
}

interface Token {
  readonly value: string;
  readonly renewAt: number;
}

const ATTEMPTS = 6;
const PAUSE_MS = 250;

/** The system as anyone outside sees it: HTTP, tokens, JSON. */
export class Api {
  private readonly tokens = new Map<DemoCaller, Promise<Token>>();

  private readonly signal: AbortSignal | undefined;
  private readonly operatorToken: string | null;

  /** `signal`: aborted, it lets no further call begin; a call takes milliseconds. */
  constructor(
    private readonly origin: string,
    options: { readonly signal?: AbortSignal; readonly operatorToken?: string | null } = {},
  ) {
    this.signal = options.signal;
    this.operatorToken = options.operatorToken ?? null;
  }

  /** @throws CallRefused for any answer that is not a success */
  async call<T = unknown>(method: string, path: string, call: Call = {}): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once<T>(method, path, call);
      } catch (error) {
        if (attempt === ATTEMPTS || !mayPass(error, call)) throw error;
        await sleep(PAUSE_MS * attempt, undefined, { signal: this.signal });
      }
    }
  }

  /** The metrics of a service, as the operator reads them. */
  async metrics(service: string): Promise<string> {
    this.signal?.throwIfAborted();
    const authorization = `Bearer ${this.operatorToken ?? ''}`;
    const response = await fetch(`${this.origin}/${service}/metrics`, {
      headers: this.operatorToken === null ? {} : { authorization },
    });
    return response.text();
  }

  private async once<T>(method: string, path: string, { as, body, type, key }: Call): Promise<T> {
    this.signal?.throwIfAborted();
    const headers: Record<string, string> = { accept: 'application/json' };
    if (as !== undefined) headers.authorization = `Bearer ${await this.token(as)}`;
    if (key !== undefined) headers['idempotency-key'] = key;
    if (body !== undefined) {
      headers['content-type'] =
        type ?? (typeof body === 'string' ? 'application/x-ndjson' : 'application/json');
    }
    const response = await fetch(`${this.origin}${path}`, {
      method,
      headers,
      body: typeof body === 'object' ? JSON.stringify(body) : body,
    });
    const text = await response.text();
    if (!response.ok) throw refusal(`${method} ${path}`, response.status, text);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  private async token(caller: DemoCaller): Promise<string> {
    const known = this.tokens.get(caller);
    if (known !== undefined) {
      const token = await known;
      if (Date.now() < token.renewAt) return token.value;
      if (this.tokens.get(caller) !== known) return this.token(caller);
    }
    const fresh = this.signIn(caller);
    this.tokens.set(caller, fresh);
    fresh.catch(() => this.tokens.delete(caller));
    return (await fresh).value;
  }

  private async signIn(caller: DemoCaller): Promise<Token> {
    const answer = await this.call<{ access_token: string; expires_in: number }>(
      'POST',
      '/identity/oauth/token',
      {
        body:
          caller === 'batch'
            ? { grant_type: 'client_credentials', client_id: caller, client_secret: DEMO_PASSWORD }
            : { grant_type: 'password', username: caller, password: DEMO_PASSWORD },
      },
    );
    return { value: answer.access_token, renewAt: Date.now() + answer.expires_in * 800 };
  }
}

/** Too busy for the moment, or the same key still under way: nothing was done, or nothing twice. */
function mayPass(error: unknown, { key }: Call): boolean {
  if (!(error instanceof CallRefused)) return false;
  const inFlight = key !== undefined && error.code?.endsWith('idempotency-key-in-flight') === true;
  return error.status === 503 || error.status === 429 || inFlight;
}

function refusal(call: string, status: number, text: string): CallRefused {
  let problem: { code?: string; detail?: string; title?: string } = {};
  try {
    problem = JSON.parse(text) as typeof problem;
  } catch {
    // Not a problem document: the status has to do.
  }
  return new CallRefused(call, status, problem.code, problem.detail ?? problem.title ?? '');
}
