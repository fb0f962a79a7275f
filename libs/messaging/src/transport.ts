import { setTimeout as pause } from 'node:timers/promises';

import {
  assertSchemaCompatibility,
  createPostgresBackend,
  type Job,
  Queue,
  runMigrations,
  Worker,
  type WorkerOptions,
  withBackend,
} from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';

import type { Logger } from '@passerelle/observability';
import { checkLogin, type Installation, prepareSchema } from '@passerelle/persistence';

export interface TransportOptions {
  /** When set, the queues live in Redis; otherwise in PostgreSQL, schema `bullmq`. */
  readonly redisUrl: string | null;
  /** PostgreSQL as the queue's own login, see `migrateQueue`. */
  readonly databaseUrl: string;
  /** Keeps the queues of two installations apart on one Redis. */
  readonly prefix: string;
  /** Services of this process: each holds listening connections of its own. */
  readonly services: number;
  /** How long a worker that no longer reports keeps its job, 15 s by default. */
  readonly lockMs?: number;
}

/**
 * A crashed worker leaves its job stalled, and by default BullMQ gives up a job at the second crash. Jobs here are safe
 * to run again, so a crash never counts against a job.
 */
const MAX_STALLED_COUNT = 1_000;

type JobProcessor<D> = (job: Job<D>) => Promise<void>;
export type QueueHandle<D> = Queue<D, void>;
export type WorkerHandle = Pick<Worker, 'close' | 'run' | 'on'>;

/** Queues and workers on one backend, Redis or PostgreSQL. One per process. */
export interface Transport {
  queue<D>(name: string): QueueHandle<D>;
  worker<D>(name: string, processor: JobProcessor<D>, concurrency: number): WorkerHandle;
  /** Resolves when the backend answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

function workerOptions({ lockMs = 15_000 }: TransportOptions) {
  return {
    autorun: false,
    maxStalledCount: MAX_STALLED_COUNT,
    stalledInterval: lockMs / 3,
    lockDuration: lockMs,
  } satisfies Partial<WorkerOptions>;
}

/** A server that went away does not answer when its connection closes: closing must not wait for the server. */
const CLOSE_LIMIT_MS = 2_000;

/** Waits for the work, but no longer than the limit. */
export async function within(limitMs: number, work: () => Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  try {
    await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

export async function createTransport(
  options: TransportOptions,
  logger: Logger,
): Promise<Transport> {
  return options.redisUrl === null
    ? createPostgresTransport(options, logger)
    : createRedisTransport(options.redisUrl, options, logger);
}

async function createPostgresTransport(
  options: TransportOptions,
  logger: Logger,
): Promise<Transport> {
  const { databaseUrl: url } = options;
  await checkLogin({ url, service: QUEUE, schema: QUEUE_SCHEMA, mayCreate: true });
  const onError = reportOnce(logger);
  const pool = new PatientPool(onError, {
    connectionString: url,
    application_name: 'passerelle-queue',
    // Each worker keeps one connection for LISTEN; a few more do the work.
    max: 3 * options.services + 4,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  // Queues and workers listen to the pool's errors as well; a service may have none of them.
  pool.setMaxListeners(0);
  pool.on('error', onError);
  await assertQueueSchema(pool);
  const backend = withBackend(createPostgresBackend);
  return {
    queue<D>(name: string) {
      const queue = new backend.Queue<D, void>(name, { connection: pool });
      queue.on('error', onError);
      return queue as unknown as QueueHandle<D>;
    },
    worker<D>(name: string, processor: JobProcessor<D>, concurrency: number) {
      const worker = new backend.Worker<D, void>(name, (job) => processor(job), {
        ...workerOptions(options),
        connection: pool,
        concurrency,
      });
      worker.on('error', onError);
      return worker as unknown as WorkerHandle;
    },
    async ping() {
      await pool.query('select 1');
    },
    async close() {
      onError.mute();
      await pool.end();
    },
  };
}

/**
 * The queue is a schema of its own, with a login of its own that every process shares: a service's own login reaches no
 * job, and the queue's login no table of a service.
 */
export const QUEUE = 'queue';
const QUEUE_SCHEMA = 'bullmq';

/** Brings the schema of the queue to the version of this BullMQ, and makes its login. */
export async function migrateQueue(installation: Installation, url: string): Promise<void> {
  await prepareSchema(installation, { service: QUEUE_SCHEMA, url, mayCreate: true }, (client) =>
    runMigrations(client),
  );
}

/** Otherwise each worker would complain for ever. */
async function assertQueueSchema(pool: pg.Pool): Promise<void> {
  try {
    await assertSchemaCompatibility(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
}

const CONNECT_PAUSE_MS = 500;

/**
 * A pool that asks for a connection until the server gives one. BullMQ 6.7 never forgets that the first connection of a
 * queue or worker failed, and its worker then tries again without a pause: after a start on a busy machine, a process
 * handled no job and used a whole processor.
 */
class PatientPool extends pg.Pool {
  constructor(
    private readonly onError: (error: Error) => void,
    config: pg.PoolConfig,
  ) {
    super(config);
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: ConnectCallback): void;
  override connect(callback?: ConnectCallback): Promise<pg.PoolClient> | undefined {
    // Single statements ask with a callback: they fail at once, and their callers decide.
    if (callback !== undefined) {
      super.connect(callback);
      return undefined;
    }
    return this.patiently(() => super.connect());
  }

  private async patiently(connect: () => Promise<pg.PoolClient>): Promise<pg.PoolClient> {
    for (;;) {
      try {
        return await connect();
      } catch (error) {
        if (this.ending) throw error;
        this.onError(error as Error);
        await pause(CONNECT_PAUSE_MS, undefined, { ref: false });
      }
    }
  }
}

type ConnectCallback = Parameters<pg.Pool['connect']>[0];

async function createRedisTransport(
  url: string,
  options: TransportOptions,
  logger: Logger,
): Promise<Transport> {
  const { prefix } = options;
  // BullMQ asks for unlimited retries on blocking connections; commands wait for a server that comes back.
  const connection = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true });
  const onError = reportOnce(logger);
  connection.on('error', onError);
  await connection.connect();
  await warnAboutRedisSettings(connection, logger);
  return {
    queue<D>(name: string) {
      const queue = new Queue<D, void>(name, { connection, prefix });
      queue.on('error', onError);
      return queue as unknown as QueueHandle<D>;
    },
    worker<D>(name: string, processor: JobProcessor<D>, concurrency: number) {
      const worker = new Worker<D, void>(name, processor, {
        ...workerOptions(options),
        connection,
        prefix,
        concurrency,
      });
      worker.on('error', onError);
      return worker;
    },
    async ping() {
      await connection.ping();
    },
    async close() {
      onError.mute();
      await within(CLOSE_LIMIT_MS, () => connection.quit());
      connection.disconnect();
    },
  };
}

/**
 * Redis with Debian's default settings forgets acknowledged jobs when its process is killed. The relay sends their events
 * again later, so the service warns and starts.
 */
async function warnAboutRedisSettings(redis: Redis, logger: Logger): Promise<void> {
  try {
    const [, appendonly] = (await redis.config('GET', 'appendonly')) as string[];
    const [, policy] = (await redis.config('GET', 'maxmemory-policy')) as string[];
    if (appendonly !== 'yes') {
      logger.warn(
        'Redis runs without appendonly: a kill loses queued jobs until the outbox resends them',
      );
    }
    if (policy !== 'noeviction') {
      logger.warn('Redis may evict jobs: set maxmemory-policy to noeviction', { policy });
    }
  } catch {
    logger.warn(
      'Redis does not tell its settings: check appendonly yes and maxmemory-policy noeviction',
    );
  }
}

/** While a server is away, every poll of every queue fails: one line a minute is enough. */
function reportOnce(logger: Logger): ErrorReport {
  let quietUntil = 0;
  const report = (error: Error): void => {
    if (Date.now() < quietUntil) return;
    quietUntil = Date.now() + 60_000;
    logger.error('the queue backend does not answer', error);
  };
  // A session that ends while the transport closes is no fault.
  const mute = (): void => {
    quietUntil = Number.POSITIVE_INFINITY;
  };
  return Object.assign(report, { mute });
}

interface ErrorReport {
  (error: Error): void;
  mute(): void;
}
