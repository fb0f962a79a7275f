import supertest from 'supertest';

import { OPERATION_CLASSES } from '@passerelle/http';
import { FixedClock } from '@passerelle/kernel';
import type { RelayTimings, Transport } from '@passerelle/messaging';
import { Logger } from '@passerelle/observability';
import {
  schemaOf,
  type Transactions,
  Transactions as TransactionsToken,
} from '@passerelle/persistence';
import {
  createService,
  type Environment,
  type HttpServer,
  listen,
  platformSettings,
  readSettings,
  type RunningService,
  type ServiceDefinition,
} from '@passerelle/service-kit';
import type { TestDatabase } from '@passerelle/test-database';

import { OpenApiMatcher } from './openapi-matcher.js';
import { PersonalValues } from './personal-values.js';
import { serviceDatabase } from './service-database.js';
import { TestIssuer, type TokenClaims } from './test-issuer.js';
import { createTestTransport } from './test-transport.js';
import type { Role } from '@passerelle/contracts';

/** Short intervals, so that a test can wait until an event is settled. */
export const TEST_TIMINGS: RelayTimings = { pollMs: 100, settleMs: 100, resendAfterMs: 2_000 };

/** Opens metrics and the details of health in tests, which run closed as in production. */
export const OPERATOR_TOKEN = 'the-operator-token-of-the-tests-only';

/** Tests make more requests than people: those of the limits set some of their own. */
export const UNLIMITED: Readonly<Record<string, string>> = Object.fromEntries(
  OPERATION_CLASSES.map((name) => [`RATE_LIMIT_${name.toUpperCase()}`, '1000000']),
);

/** Half the lifetime of the tokens of `TestIssuer`. */
const TOKEN_REUSE_MS = 300_000;

export interface TestServiceOptions {
  /** The fixed time; 2024-04-02 10:00 in Paris by default, after the webinar. */
  readonly now?: string;
  readonly env?: Environment;
}

export interface CallOptions {
  readonly as?: Role | TokenClaims | null;
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer. Its media type determines whether the body is parsed JSON, text or bytes. */
export interface Reply<B> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: B;
}

interface Running {
  readonly service: RunningService;
  readonly server: HttpServer;
  readonly transport: Transport;
}

async function halt({ service, server, transport }: Running): Promise<void> {
  // Long enough for the current requests on a busy machine. Idle connections are closed at once.
  await server.close(5_000);
  await service.stop();
  await transport.close();
}

/** A service on a real database, called over real HTTP. Every answer is checked against the OpenAPI document. */
export class TestService {
  private readonly personal = new PersonalValues();
  private readonly tokens = new Map<string, { readonly token: string; readonly until: number }>();

  private constructor(
    private running: Running,
    private readonly run: (env: Environment) => Promise<Running>,
    readonly clock: FixedClock,
    readonly issuer: TestIssuer,
    readonly database: TestDatabase,
    readonly logLines: readonly string[],
    private readonly matcher: OpenApiMatcher,
  ) {}

  static async start(
    definition: ServiceDefinition,
    options: TestServiceOptions = {},
  ): Promise<TestService> {
    const database = await serviceDatabase(definition);
    const issuer = await TestIssuer.start();
    const clock = new FixedClock(new Date(options.now ?? '2024-04-02T08:00:00Z'));
    const logLines: string[] = [];
    const logger = new Logger(definition.name, 'debug', (line) => logLines.push(line));
    const run = async (own: Environment): Promise<Running> => {
      const env: Environment = {
        ...UNLIMITED,
        OPERATOR_TOKEN,
        ...own,
        ...database.environment,
        IDENTITY_ISSUER: issuer.issuer,
        IDENTITY_JWKS_URL: issuer.jwksUrl,
      };
      const platform = readSettings(platformSettings, env);
      const transport = await createTestTransport(database, logger);
      const service = await createService(definition, {
        platform,
        env,
        transport,
        clock,
        logger,
        relayTimings: TEST_TIMINGS,
        migrate: true,
      });
      const server = await listen([service], { port: 0, host: '127.0.0.1' });
      return { service, server, transport };
    };
    const running = await run(options.env ?? {});
    return new TestService(
      running,
      run,
      clock,
      issuer,
      database,
      logLines,
      new OpenApiMatcher(running.service.document()),
    );
  }

  get service(): RunningService {
    return this.running.service;
  }

  get databaseUrl(): string {
    return this.database.url;
  }

  get origin(): string {
    return `http://127.0.0.1:${String(this.running.server.port)}`;
  }

  /** For statements that check the effects of a request in the database. */
  get transactions(): Transactions {
    return this.service.app.get(TransactionsToken);
  }

  /**
   * Sends one request. A faulty answer (undocumented status or media type, body that does not match its schema) throws,
   * even if the test does not check the answer.
   */
  async call<B = Record<string, unknown>>(
    method: string,
    path: string,
    options: CallOptions = {},
  ): Promise<Reply<B>> {
    const url = path.startsWith('/') ? path : `/${this.service.name}/v1/${path}`;
    this.personal.note(url, options.body);
    const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    const request = supertest(this.origin)[verb](url);
    const token = options.token ?? (await this.tokenFor(options.as));
    if (token !== undefined) void request.set('authorization', `Bearer ${token}`);
    for (const [name, value] of Object.entries(options.headers ?? {}))
      void request.set(name, value);
    void request.buffer(true).parse(collectBytes);
    const response = await (options.body === undefined
      ? request
      : request.send(typeof options.body === 'string' ? options.body : (options.body as object)));
    const headers = response.headers as Record<string, string | undefined>;
    const type = headers['content-type'] ?? '';
    const body = decode(type, response.body as Buffer | undefined);
    const faults = this.matcher.faults(method, url, {
      status: response.status,
      type,
      headers,
      body,
    });
    if (faults.length > 0) throw new Error(`${faults.join('\n')}\n${JSON.stringify(body)}`);
    return { status: response.status, headers, body: body as B };
  }

  /** The metrics, as the operator reads them. */
  async metrics(): Promise<string> {
    const headers = { authorization: `Bearer ${OPERATOR_TOKEN}` };
    return (await this.call<string>('GET', `/${this.service.name}/metrics`, { headers })).body;
  }

  /** Runs what the login of the service may not: `truncate`, `alter table`. */
  async asOwner(...statements: readonly string[]): Promise<void> {
    const schema = schemaOf(this.service.name);
    await this.database.query([`set search_path = ${schema}`, ...statements].join('; '));
  }

  /** Stops the service and starts it again on the same database with these settings. */
  async restart(env: Environment): Promise<void> {
    await halt(this.running);
    this.running = await this.run(env);
  }

  /** Stops the service. Throws if its log lines contain personal data from a request. */
  async stop(): Promise<void> {
    await halt(this.running);
    await this.issuer.stop();
    await this.database.drop();
    const leaks = this.personal.in(this.logLines);
    if (leaks.length > 0) throw new Error(`personal data in the log: ${leaks.join(' | ')}`);
  }

  private async tokenFor(as: Role | TokenClaims | null | undefined): Promise<string | undefined> {
    if (as === null || as === undefined) return undefined;
    // Without a subject, each call is made by a different person.
    if (typeof as === 'string' || as.sub === undefined) return this.issuer.token(as);
    const claims = JSON.stringify(as);
    const known = this.tokens.get(claims);
    if (known !== undefined && known.until > Date.now()) return known.token;
    const token = await this.issuer.token(as);
    this.tokens.set(claims, { token, until: Date.now() + TOKEN_REUSE_MS });
    return token;
  }
}

function decode(type: string, bytes: Buffer | undefined): unknown {
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) return undefined;
  if (/json/.test(type)) return JSON.parse(bytes.toString('utf8'));
  return type.startsWith('text/') ? bytes.toString('utf8') : bytes;
}

function collectBytes(
  response: supertest.Response,
  done: (error: Error | null, body: Buffer) => void,
): void {
  const stream = response as unknown as NodeJS.ReadableStream;
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => {
    done(null, Buffer.concat(chunks));
  });
}
