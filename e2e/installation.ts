import { createServer } from 'node:net';

import type { Envelope } from '@passerelle/contracts';
import { type Clock, newId } from '@passerelle/kernel';
import { Logger } from '@passerelle/observability';
import { Transactions } from '@passerelle/persistence';
import type { Transport } from '@passerelle/messaging';
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
import {
  createTestTransport,
  eventually,
  serviceDatabase,
  TEST_TIMINGS,
  type TestDatabase,
  UNLIMITED,
} from '@passerelle/testing';

interface Part {
  readonly definition: ServiceDefinition;
  readonly port: number;
  running: { service: RunningService; server: HttpServer; transport: Transport } | undefined;
}

/**
 * Several services that run as in production: each has a separate server and separate queue connections. They share
 * one database and trust the tokens of the real identity. Each of them can be stopped and started.
 */
export class Installation {
  private readonly tokens = new Map<string, string>();

  private constructor(
    private readonly parts: ReadonlyMap<string, Part>,
    private readonly database: TestDatabase,
    private readonly queue: string,
    private readonly clock: Clock | undefined,
    private readonly env: Environment,
  ) {}

  /**
   * @param options.clock the clock of all services except identity; the system clock by default
   * @param options.env settings that all services share
   */
  static async start(
    definitions: readonly ServiceDefinition[],
    options: { readonly clock?: Clock; readonly env?: Environment } = {},
  ): Promise<Installation> {
    const parts = new Map<string, Part>();
    for (const definition of definitions) {
      parts.set(definition.name, { definition, port: await freePort(), running: undefined });
    }
    const database = await serviceDatabase(...definitions);
    const queue = `e2e-${newId()}`;
    const installation = new Installation(parts, database, queue, options.clock, options.env ?? {});
    for (const name of parts.keys()) await installation.startService(name);
    return installation;
  }

  async startService(name: string): Promise<void> {
    const part = this.part(name);
    const identity = this.origin('identity');
    const platform = readSettings(platformSettings, {
      ...UNLIMITED,
      ...this.env,
      ...this.database.environment,
      IDENTITY_ISSUER: `${identity}/identity`,
      PASSERELLE_DEMO: 'true',
      // The demo accounts sign in with their published password alone.
      PASSERELLE_SECOND_FACTOR: 'off',
    });
    const logger = new Logger(name, 'silent');
    const transport = await createTestTransport(this.database, logger, this.queue);
    const service = await createService(part.definition, {
      platform,
      env: this.parts.has('notifications')
        ? {
            NOTIFICATIONS_JWKS_URL: `${this.origin('notifications')}/notifications/.well-known/jwks.json`,
          }
        : {},
      transport,
      // Tokens are checked against the system time, so they must be issued with the system time.
      clock: name === 'identity' ? undefined : this.clock,
      logger,
      relayTimings: TEST_TIMINGS,
      migrate: true,
    });
    const server = await listen([service], { port: part.port, host: '127.0.0.1' });
    part.running = { service, server, transport };
  }

  /** The origin of each service. */
  get origins(): ReadonlyMap<string, string> {
    return new Map([...this.parts.keys()].map((name) => [name, this.origin(name)]));
  }

  async stopService(name: string): Promise<void> {
    const part = this.part(name);
    const { running } = part;
    if (running === undefined) return;
    part.running = undefined;
    await running.server.close(1_000);
    await running.service.stop();
    await running.transport.close();
  }

  async stop(): Promise<void> {
    for (const name of this.parts.keys()) await this.stopService(name);
    await this.database.drop();
  }

  /** Sends one request as a demo account. The request must succeed. A text body is a file of lines. */
  async call<B = Record<string, unknown>>(
    username: string,
    method: 'get' | 'post' | 'put',
    path: string,
    body?: object | string,
  ): Promise<B> {
    const service = path.split('/', 2)[1] ?? '';
    const response = await fetch(`${this.origin(service)}${path}`, {
      method: method.toUpperCase(),
      headers: {
        authorization: `Bearer ${await this.tokenOf(username)}`,
        ...(body === undefined
          ? {}
          : {
              'content-type':
                typeof body === 'string' ? 'application/x-ndjson' : 'application/json',
            }),
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    }
    return (await response.json()) as B;
  }

  /** Waits until every event that a service published has had its effect. */
  async settled(name: string): Promise<void> {
    const transactions = this.transactionsOf(name);
    await eventually(async () => {
      const rows = await transactions.read<{ count: number }>(
        'select count(*)::int as count from undelivered_events',
      );
      if (rows[0]?.count !== 0) throw new Error(`${name} still has events under way`);
    });
  }

  /** Events of a service that have not had their effect. */
  async outbox(name: string): Promise<Envelope[]> {
    const rows = await this.transactionsOf(name).read<{ envelope: Envelope }>(
      'select envelope from undelivered_events order by position',
    );
    return rows.map(({ envelope }) => envelope);
  }

  /** Sends an event again twice: unchanged, and as a new event with the same content. */
  async republish(name: string, envelope: Envelope): Promise<void> {
    const again = [envelope, { ...envelope, id: newId() }];
    await this.transactionsOf(name).run((tx) =>
      tx.query(
        `insert into outbox (event_id, consumer, envelope)
         select (envelope->>'id')::uuid, 'notifications', envelope
         from jsonb_array_elements($1::jsonb) as envelope`,
        [JSON.stringify(again)],
      ),
    );
  }

  private async tokenOf(username: string): Promise<string> {
    const known = this.tokens.get(username);
    if (known !== undefined) return known;
    const response = await fetch(`${this.origin('identity')}/identity/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'password', username, password: 'Passerelle-2024' }),
    });
    const { access_token: token } = (await response.json()) as { access_token: string };
    this.tokens.set(username, token);
    return token;
  }

  private transactionsOf(name: string): Transactions {
    const { running } = this.part(name);
    if (running === undefined) throw new Error(`${name} is stopped`);
    return running.service.app.get(Transactions);
  }

  origin(name: string): string {
    return `http://127.0.0.1:${String(this.part(name).port)}`;
  }

  private part(name: string): Part {
    const part = this.parts.get(name);
    if (part === undefined) throw new Error(`no service ${name}`);
    return part;
  }
}

/** The ports are known before the services start, because tokens contain the address of identity. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
