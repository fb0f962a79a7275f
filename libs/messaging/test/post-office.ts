import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { CATALOGUE, referralReceivedV1, type ServiceName } from '@passerelle/contracts';
import { newId, SystemClock } from '@passerelle/kernel';
import { Logger, Metrics } from '@passerelle/observability';
import {
  createDataSource,
  type DataSource,
  Installation,
  migrate,
  type MigrationInterface,
  type QueryRunner,
  Transactions,
  type Tx,
} from '@passerelle/persistence';
import { TestDatabase } from '@passerelle/test-database';

import { type EventHandler, On } from '../src/handlers.js';
import { type EventBatch, inboxQueue } from '../src/inbox-queue.js';
import { Messaging } from '../src/messaging.js';
import {
  Messaging1700000000001,
  OutboxBatches1700000000003,
  Schedules1700000000008,
} from '../src/migration.js';
import { Outbox } from '../src/outbox.js';
import type { RelayTimings } from '../src/relay.js';
import {
  createTransport,
  migrateQueue,
  QUEUE,
  type QueueHandle,
  type Transport,
} from '../src/transport.js';

/** The table has no unique key, so that a second effect of an event shows. */
class Effects1790000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table effects (referral_id uuid not null)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table effects');
  }
}

export const TIMINGS: RelayTimings = {
  pollMs: 100,
  settleMs: 100,
  resendAfterMs: 700,
  attempts: 3,
  retryDelayMs: 20,
};

const SENDER: ServiceName = 'mediation';
const RECEIVER: ServiceName = 'indicators';

/** A sending and a receiving service, with nothing but their messaging. */
export class PostOffice {
  readonly metrics = new Metrics('post-office', false);
  readonly logLines: string[] = [];
  readonly logger = new Logger('post-office', 'info', (line) => this.logLines.push(line));
  private readonly atWork: Messaging[] = [];
  private readonly queues: QueueHandle<EventBatch>[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly sender: Transactions,
    readonly receiver: Transactions,
    readonly transport: Transport,
    private readonly sources: readonly DataSource[],
  ) {}

  static async open(redisUrl: string | null): Promise<PostOffice> {
    const database = await TestDatabase.create();
    const installation = new Installation(database.installation);
    const sources: DataSource[] = [];
    for (const service of [SENDER, RECEIVER]) {
      const options = {
        url: installation.urlOf(service),
        service,
        poolSize: 6,
        entities: [],
        migrations: [
          Messaging1700000000001,
          OutboxBatches1700000000003,
          Schedules1700000000008,
          Effects1790000000005,
        ],
      };
      await migrate(installation, options);
      sources.push(await createDataSource(options).initialize());
    }
    const [sending, receiving] = sources as [DataSource, DataSource];
    const databaseUrl = installation.urlOf(QUEUE);
    if (redisUrl === null) await migrateQueue(installation, databaseUrl);
    const transport = await createTransport(
      {
        redisUrl,
        databaseUrl,
        prefix: `test-${randomBytes(6).toString('hex')}`,
        services: 6,
        lockMs: 600,
      },
      new Logger('post-office', 'silent'),
    );
    return new PostOffice(
      database,
      new Transactions(sending),
      new Transactions(receiving),
      transport,
      sources,
    );
  }

  /** Starts a relay over the sender's outbox table. Each relay is woken by an `Outbox` of its own. */
  async startSender(timings = TIMINGS): Promise<{ outbox: Outbox; messaging: Messaging }> {
    const outbox = new Outbox(new SystemClock());
    const messaging = await this.start(
      SENDER,
      this.sender,
      outbox,
      () => Promise.resolve(),
      timings,
    );
    return { outbox, messaging };
  }

  startReceiver(handle: EventHandler<Referral> = this.recordEffects): Promise<Messaging> {
    return this.start(RECEIVER, this.receiver, new Outbox(new SystemClock()), handle, TIMINGS);
  }

  readonly recordEffects: EventHandler<Referral> = async (events, tx) => {
    await tx.query('insert into effects select unnest($1::uuid[])', [
      events.map(({ data }) => data.referralId),
    ]);
  };

  /** Publishes so many events in one transaction. @returns the ids of their aggregates */
  async publish(outbox: Outbox, count = 1): Promise<string[]> {
    return this.sender.run((tx) => this.publishIn(tx, outbox, count));
  }

  async publishIn(tx: Tx, outbox: Outbox, count = 1): Promise<string[]> {
    const ids = Array.from({ length: count }, () => newId());
    outbox.publishAll(
      tx,
      referralReceivedV1,
      ids.map((referralId) => ({
        data: { ...referralReceivedV1.example, referralId },
        version: 1,
      })),
    );
    return ids;
  }

  /** The number of effects of these aggregates, and of aggregates among them with an effect. */
  async effectsOf(ids: readonly string[]): Promise<{ effects: number; distinct: number }> {
    const [row] = await this.receiver.read<{ effects: number; distinct: number }>(
      `select count(*) as effects, count(distinct referral_id) as distinct from effects
       where referral_id = any($1::uuid[])`,
      [ids],
    );
    return row ?? { effects: 0, distinct: 0 };
  }

  /** Events that have not had their effect: all of them, and those in a batch. */
  async unsettled(): Promise<{ events: number; taken: number }> {
    const [row] = await this.sender.read<{ events: number; taken: number }>(
      `select (select count(*) from undelivered_events) as events,
              (select coalesce(sum(events), 0) from outbox_batches) as taken`,
    );
    return row ?? { events: -1, taken: -1 };
  }

  async settled(): Promise<void> {
    while ((await this.unsettled()).events > 0) await pause(25);
  }

  inbox(): QueueHandle<EventBatch> {
    const queue = this.transport.queue<EventBatch>(inboxQueue(RECEIVER));
    this.queues.push(queue);
    return queue;
  }

  async stop(messaging: Messaging): Promise<void> {
    this.atWork.splice(this.atWork.indexOf(messaging), 1);
    await messaging.stop();
  }

  /** Stops every relay and worker, then empties tables and queue, so that the next test starts anew. */
  async clear(): Promise<void> {
    for (const messaging of [...this.atWork]) await this.stop(messaging);
    await this.inbox().obliterate({ force: true });
    this.logLines.length = 0;
    await this.database.query('truncate mediation.outbox, mediation.outbox_batches');
    await this.database.query('truncate indicators.inbox, indicators.effects');
  }

  async close(): Promise<void> {
    for (const messaging of [...this.atWork]) await this.stop(messaging);
    await Promise.all(this.queues.map((queue) => queue.close()));
    await this.transport.close();
    for (const source of this.sources) await source.destroy();
    await this.database.drop();
  }

  private async start(
    service: ServiceName,
    transactions: Transactions,
    outbox: Outbox,
    handle: EventHandler<Referral>,
    timings: RelayTimings,
  ): Promise<Messaging> {
    const { transport, logger, metrics } = this;
    const messaging = new Messaging({
      service,
      transactions,
      transport,
      outbox,
      logger,
      metrics,
      timings,
    });
    await messaging.start([handlerOfEverything(service, handle)]);
    this.atWork.push(messaging);
    return messaging;
  }
}

export type Referral = typeof referralReceivedV1.example;

/** A provider with one method for each event that the catalogue sends to the service. */
function handlerOfEverything(service: ServiceName, handle: EventHandler<Referral>): object {
  const prototype: Record<string, unknown> = {};
  for (const contract of CATALOGUE.values()) {
    if (!contract.consumers.includes(service)) continue;
    prototype[contract.type] = handle;
    On(contract)(prototype, contract.type, { value: handle as EventHandler<unknown> });
  }
  return Object.create(prototype) as object;
}
