import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

import { newId } from '@passerelle/kernel';
import { Logger } from '@passerelle/observability';
import {
  TestDatabase,
  createTestTransport,
  eventually,
  ServiceProcess,
  Superuser,
  TestIssuer,
  testRedisUrl,
} from '@passerelle/testing';

import { RENT_CAMPAIGN } from '../../apps/all-in-one/src/demo/rent-campaign.js';
import type { RentUpload } from './rent-files.js';

const JOBS = 'rent-campaigns.imports';
const MANAGER = {
  sub: '0190a5d4-7c1e-7c3a-9b1d-000000000001',
  roles: ['campaign_manager' as const],
};
/** Long, because a busy machine must not make the test fail. */
const PATIENCE_MS = 120_000;

/** Makes chunks small, so that a file of a few thousand lines has as many chunks as a large file. */
const SMALL_CHUNKS = `
  create function rent_campaigns.small_chunks() returns trigger language plpgsql as $$
  begin
    new.lines_per_chunk := 100;
    return new;
  end $$;
  create trigger small_chunks before insert on rent_campaigns.imports
  for each row execute function rent_campaigns.small_chunks()`;

/** The effects of imports, without the ids and times that differ in each run. */
const EFFECTS: Readonly<Record<string, string>> = {
  imports: `
    select idempotency_key, kind, format, status, dry_run, context, bytes, encode(sha256, 'hex'), encoding,
           lines_read, accepted, rejected, to_confirm, failure
    from imports`,
  faults: `
    select idempotency_key, line, field, code, doubt from import_faults join imports on id = import_id`,
  campaign: `
    select to_jsonb(c) - '{roster_id,created_at}'::text[], idempotency_key
    from campaigns c join imports i on i.id = roster_id`,
  roster: `
    select to_jsonb(r) - 'roster_id', idempotency_key from roster_entries r join imports i on i.id = roster_id`,
  declarations: `
    select to_jsonb(d) - '{id,import_id,recorded_at}'::text[], idempotency_key, recorded_at = i.created_at
    from declarations d left join imports i on i.id = import_id`,
  history: `
    select to_jsonb(h) - '{id,import_id,recorded_at}'::text[], idempotency_key, recorded_at = i.created_at
    from declaration_history h left join imports i on i.id = import_id`,
  tenancyEvents: `
    select to_jsonb(e) - '{id,declaration_id,recorded_at,cancelled_at}'::text[], cancelled_at is null
    from tenancy_events e`,
  // Subjects contain ids, so only their number is compared: it shows that each subject is published once.
  published: `
    select consumer, envelope->>'type', count(*), count(distinct envelope->>'subject')
    from undelivered_events group by 1, 2`,
};

/** Counts the rows and locks that must not remain when every import has ended. */
const REMAINS = `
  select (select count(*)::int from imports where status in ('receiving', 'queued', 'processing')) as open,
         (select count(*)::int from import_chunks) as pieces,
         (select count(*)::int from import_checkpoints) as checkpoints,
         (select count(*)::int from pg_locks join pg_database d on d.oid = database
          where locktype = 'advisory' and datname = current_database()) as locks`;

/** The state of an import, read from its tables, because a killed service cannot answer. */
export interface Standing {
  readonly status: string;
  readonly bytes: number;
  /** The number of finished chunks; 0 after the content has been removed. */
  readonly chunks: number;
  readonly hasContent: boolean;
}

/** The real process of the rent-campaigns service, on a separate database. */
export class RentOffice {
  readonly logLines: string[] = [];
  private process: ServiceProcess | undefined;

  private constructor(
    private readonly database: TestDatabase,
    private readonly superuser: Superuser,
    private readonly issuer: TestIssuer,
    private readonly queuePrefix: string,
  ) {}

  static async open(): Promise<RentOffice> {
    const database = await TestDatabase.create();
    const office = new RentOffice(
      database,
      await Superuser.connect(database.url),
      await TestIssuer.start(),
      `e2e-${newId()}`,
    );
    await office.start();
    await office.superuser.query(SMALL_CHUNKS);
    await office.superuser.query('set search_path = rent_campaigns');
    await office.call('POST', 'campaigns', JSON.stringify(RENT_CAMPAIGN));
    return office;
  }

  async start(): Promise<void> {
    const redisUrl = testRedisUrl();
    this.process = await ServiceProcess.start(
      'rent-campaigns',
      {
        ...this.database.environment,
        IDENTITY_ISSUER: this.issuer.issuer,
        IDENTITY_JWKS_URL: this.issuer.jwksUrl,
        QUEUE_PREFIX: this.queuePrefix,
        ...(redisUrl === null ? {} : { REDIS_URL: redisUrl }),
      },
      (line) => this.logLines.push(line),
    );
  }

  async kill(): Promise<void> {
    await this.process?.end('SIGKILL');
  }

  /** Removes all jobs, like a Redis without appendonly when the machine goes down. */
  async loseJobs(): Promise<void> {
    const transport = await createTestTransport(
      this.database,
      new Logger('e2e', 'silent'),
      this.queuePrefix,
    );
    const queue = transport.queue(JOBS);
    await queue.obliterate({ force: true });
    await queue.close();
    await transport.close();
  }

  /** Sends a file; the answer is 202, even directly after the service was killed while it received the same file. */
  async send({ body, ...file }: RentUpload, key = file.name): Promise<string> {
    const { method, path } = routeOf(file);
    return eventually(async () => {
      const headers = { 'content-type': file.type, 'idempotency-key': key };
      const { id } = (await this.call(method, path, body, headers)) as { id: string };
      return id;
    }, PATIENCE_MS);
  }

  /** Sends a share of a file and waits until the import exists. The answer is ignored. */
  async sendPart({ body, ...file }: RentUpload, share: number): Promise<void> {
    const { method, path } = routeOf(file);
    const outgoing = request(this.urlOf(path), {
      method,
      headers: {
        authorization: `Bearer ${await this.issuer.token(MANAGER)}`,
        'content-type': file.type,
        'content-length': String(body.length),
        'idempotency-key': file.name,
      },
      agent: false,
    });
    outgoing.on('error', () => undefined);
    outgoing.write(body.subarray(0, Math.floor(body.length * share)));
    await this.standingWhen(file.name, () => true);
  }

  async standing(name: string): Promise<Standing | undefined> {
    const [row] = await this.superuser.query(
      `select status, bytes::int,
              (select count(*)::int from import_checkpoints where import_id = id) as chunks,
              exists (select from import_chunks where import_id = id) as "hasContent"
       from imports where idempotency_key = $1`,
      [name],
    );
    return row as Standing | undefined;
  }

  /** Polls with very short pauses, because the time between two chunks is short. */
  async standingWhen(name: string, reached: (standing: Standing) => boolean): Promise<Standing> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const standing = await this.standing(name);
      if (standing !== undefined && reached(standing)) return standing;
      if (Date.now() > until || standing?.status === 'failed') {
        throw new Error(`${name} stays ${JSON.stringify(standing)}\n${this.logLines.join('\n')}`);
      }
      await pause(2);
    }
  }

  /** Waits until the import is completed and its content is removed. */
  async completed(name: string): Promise<void> {
    await this.standingWhen(
      name,
      ({ status, hasContent }) => status === 'completed' && !hasContent,
    );
  }

  /** For each kind of effect, the number of rows and a digest of the rows. */
  async effects(): Promise<Record<string, unknown>> {
    const effects: Record<string, unknown> = {};
    for (const [name, rows] of Object.entries(EFFECTS)) {
      const [row] = await this.superuser.query(
        `select count(*)::int as rows, md5(string_agg(line, chr(10) order by line collate "C")) as digest
         from (select rows::text as line from (${rows}) as rows) as lines`,
      );
      effects[name] = row;
    }
    return effects;
  }

  /** Counts what remains of imports: open imports, content, checkpoints and locks. */
  async remains(): Promise<unknown> {
    const [row] = await this.superuser.query(REMAINS);
    return row;
  }

  async reportOf(name: string): Promise<string> {
    const [row] = await this.superuser.query('select id from imports where idempotency_key = $1', [
      name,
    ]);
    return (await this.call('GET', `imports/${row?.id as string}/report`)) as string;
  }

  async read(path: string): Promise<Record<string, unknown>> {
    return (await this.call('GET', path)) as Record<string, unknown>;
  }

  async close(): Promise<void> {
    await this.kill();
    await this.superuser.close();
    await this.loseJobs();
    await this.issuer.stop();
    await this.database.drop();
  }

  private urlOf(path: string): string {
    if (this.process === undefined) throw new Error('the service has not been started');
    return `${this.process.origin}/rent-campaigns/v1/${path}`;
  }

  private async call(
    method: string,
    path: string,
    body?: string | Buffer<ArrayBuffer>,
    headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' },
  ): Promise<unknown> {
    const response = await fetch(this.urlOf(path), {
      method,
      headers: { authorization: `Bearer ${await this.issuer.token(MANAGER)}`, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${String(response.status)} ${text}`);
    return response.headers.get('content-type')?.includes('json') === true
      ? JSON.parse(text)
      : text;
  }
}

function routeOf({ kind }: Pick<RentUpload, 'kind'>): { method: string; path: string } {
  const campaign = `campaigns/${String(RENT_CAMPAIGN.referenceYear)}`;
  return kind === 'roster'
    ? { method: 'PUT', path: `${campaign}/roster` }
    : { method: 'POST', path: `${campaign}/imports?channel=online` };
}
