import { CATALOGUE, referralReceivedV1, type ServiceName } from '@passerelle/contracts';
import { newId, SystemClock } from '@passerelle/kernel';
import {
  createTransport,
  type EventHandler,
  Messaging,
  Messaging1700000000001,
  migrateQueue,
  On,
  Outbox,
  OutboxBatches1700000000003,
  QUEUE,
  type Transport,
} from '@passerelle/messaging';
import { Logger, Metrics } from '@passerelle/observability';
import {
  createDataSource,
  type DataSource,
  Installation,
  migrate,
  Transactions,
} from '@passerelle/persistence';

import { Arrivals } from './arrivals.js';

export const SENDER: ServiceName = 'mediation';
const RECEIVER: ServiceName = 'indicators';

export interface PostOfficeOptions {
  readonly databaseUrl: string;
  /** Null keeps the queues in PostgreSQL. */
  readonly redisUrl: string | null;
  readonly prefix: string;
}

/** A sending and a receiving service, with nothing but their messaging. */
export class PostOffice {
  readonly arrivals = new Arrivals();
  private readonly outbox = new Outbox(new SystemClock());
  private readonly atWork: Messaging[] = [];

  private constructor(
    private readonly sources: readonly DataSource[],
    private readonly transport: Transport,
    readonly sender: Transactions,
    private readonly receiver: Transactions,
  ) {}

  static async open(options: PostOfficeOptions): Promise<PostOffice> {
    const installation = new Installation({ url: options.databaseUrl });
    const sources: DataSource[] = [];
    for (const service of [SENDER, RECEIVER]) {
      const tables = {
        url: installation.urlOf(service),
        service,
        poolSize: 10,
        entities: [],
        migrations: [Messaging1700000000001, OutboxBatches1700000000003],
      };
      await migrate(installation, tables);
      sources.push(await createDataSource(tables).initialize());
    }
    const [sending, receiving] = sources as [DataSource, DataSource];
    const databaseUrl = installation.urlOf(QUEUE);
    if (options.redisUrl === null) await migrateQueue(installation, databaseUrl);
    const transport = await createTransport({ ...options, databaseUrl, services: 2 }, SILENT);
    return new PostOffice(
      sources,
      transport,
      new Transactions(sending),
      new Transactions(receiving),
    );
  }

  /** Until then, events that are published stay where they are. */
  async startSender(): Promise<void> {
    await this.start(SENDER, this.sender, this.outbox);
  }

  async startReceiver(): Promise<void> {
    await this.start(RECEIVER, this.receiver, new Outbox(new SystemClock()));
  }

  /** Publishes so many events in one transaction. */
  async publish(count: number): Promise<void> {
    const publications = Array.from({ length: count }, () => ({
      data: { ...referralReceivedV1.example, referralId: newId() },
      version: 1,
    }));
    await this.sender.run(async (tx) => {
      this.outbox.publishAll(tx, referralReceivedV1, publications);
    });
  }

  async close(): Promise<void> {
    for (const messaging of this.atWork) await messaging.stop();
    await this.transport.close();
    for (const source of this.sources) await source.destroy();
  }

  private async start(
    service: ServiceName,
    transactions: Transactions,
    outbox: Outbox,
  ): Promise<void> {
    const messaging = new Messaging({
      service,
      transactions,
      transport: this.transport,
      outbox,
      logger: SILENT,
      metrics: new Metrics(service, false),
    });
    await messaging.start([handlerOfEverything(service, this.handle)]);
    this.atWork.push(messaging);
  }

  private readonly handle: EventHandler<unknown> = (events, tx) => {
    tx.afterCommit(() => {
      this.arrivals.add(events.map(({ time }) => time.getTime()));
    });
    return Promise.resolve();
  };
}

const SILENT = new Logger('bench-events', 'silent');

/** A provider with one method for each event that the catalogue sends to the service. */
function handlerOfEverything(service: ServiceName, handle: EventHandler<unknown>): object {
  const prototype: Record<string, unknown> = {};
  for (const contract of CATALOGUE.values()) {
    if (!contract.consumers.includes(service)) continue;
    prototype[contract.type] = handle;
    On(contract)(prototype, contract.type, { value: handle });
  }
  return Object.create(prototype) as object;
}
