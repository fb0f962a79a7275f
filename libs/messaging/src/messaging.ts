import { setTimeout } from 'node:timers/promises';

import { ErrorCode } from 'bullmq';

import type { ServiceName } from '@passerelle/contracts';
import { type Logger, type Metrics, newContext, runInContext } from '@passerelle/observability';
import type { Transactions } from '@passerelle/persistence';

import { Consumer } from './consumer.js';
import { collectHandlers } from './handlers.js';
import type { Outbox } from './outbox.js';
import { OwnJobs } from './own-jobs.js';
import { type EventBatch, inboxQueue } from './inbox-queue.js';
import { DEFAULT_TIMINGS, Relay, type RelayTimings } from './relay.js';
import { collectSchedules, SCHEDULE_TIME_ZONE, type ScheduledTask } from './schedules.js';
import type { QueueHandle, Transport, WorkerHandle } from './transport.js';

export interface MessagingParts {
  readonly service: ServiceName;
  readonly transactions: Transactions;
  readonly transport: Transport;
  readonly outbox: Outbox;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly timings?: RelayTimings;
}

const CONCURRENCY = 2;

const DEADLOCK = '40P01';
const COLLISIONS: ReadonlySet<unknown> = new Set([
  ErrorCode.SchedulerJobIdCollision,
  ErrorCode.SchedulerJobSlotsBusy,
  DEADLOCK,
]);
const ATTEMPTS = 20;
const LONGEST_PAUSE_MS = 200;

/** The moving parts of one service's messaging: its relay, its inbox worker, its schedules. */
export class Messaging {
  private relay: Relay | undefined;
  private readonly workers: WorkerHandle[] = [];
  private readonly queues: QueueHandle<unknown>[] = [];
  private readonly ownJobs: OwnJobs<unknown>[] = [];

  constructor(private readonly parts: MessagingParts) {}

  /** @param providers the service's providers; handlers and schedules are methods of some of them */
  async start(providers: readonly object[]): Promise<void> {
    const { service, transactions, transport, outbox, logger, metrics } = this.parts;
    // First of all: a service that disagrees with the catalogue must not start.
    const handlers = collectHandlers(service, providers);
    const relay = new Relay(
      transactions,
      transport,
      logger,
      metrics,
      this.parts.timings ?? DEFAULT_TIMINGS,
    );
    this.relay = relay;
    outbox.wake = () => {
      relay.wake();
    };
    relay.start();
    if (handlers.size > 0) {
      const consumer = new Consumer(handlers, transactions, logger, metrics);
      this.run(
        transport.worker<EventBatch>(
          inboxQueue(service),
          (job) => consumer.consume(job.data),
          CONCURRENCY,
        ),
      );
    }
    await this.startSchedules(providers);
    for (const provider of providers) {
      if (!(provider instanceof OwnJobs)) continue;
      const jobs = provider as OwnJobs<unknown>;
      this.ownJobs.push(jobs);
      jobs.open(service, transport, (worker) => {
        this.run(worker, { closedByOwner: true });
      });
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.ownJobs.map((jobs) => jobs.close()));
    await Promise.all(this.workers.map((worker) => worker.close()));
    await this.relay?.stop();
    await Promise.all(this.queues.map((queue) => queue.close()));
  }

  private async startSchedules(providers: readonly object[]): Promise<void> {
    const tasks = collectSchedules(providers);
    if (tasks.length === 0) return;
    const name = `${this.parts.service}.schedules`;
    const queue = this.parts.transport.queue<Record<string, never>>(name);
    this.queues.push(queue);
    await register(queue, tasks);
    const byName = new Map(tasks.map((task) => [task.name, task]));
    this.run(
      this.parts.transport.worker<unknown>(
        name,
        async (job) => runInContext(newContext('fr'), async () => byName.get(job.name)?.run()),
        1,
      ),
    );
  }

  private run(worker: WorkerHandle, { closedByOwner = false } = {}): void {
    const { logger, metrics } = this.parts;
    worker.on('failed', (job) => {
      if (job === undefined || job.attemptsMade < (job.opts.attempts ?? 1)) return;
      metrics.jobsParked.inc();
      logger.error('a job was parked after its last retry', new Error(job.name));
    });
    if (!closedByOwner) this.workers.push(worker);
    worker.run().catch((error: unknown) => {
      logger.error('a worker ended', error);
    });
  }
}

/** Creates, updates and removes schedules, so that the queue has those of this release. */
async function register(
  queue: QueueHandle<unknown>,
  tasks: readonly ScheduledTask[],
): Promise<void> {
  for (const { name, cron } of tasks) {
    await untilAlone(() =>
      queue.upsertJobScheduler(
        name,
        { pattern: cron, tz: SCHEDULE_TIME_ZONE },
        { name, opts: { attempts: 5, backoff: { type: 'exponential', delay: 5_000 } } },
      ),
    );
  }
  // A schedule that was renamed or dropped would go on filling the queue with jobs that nobody knows.
  const known = new Set(tasks.map(({ name }) => name));
  for (const { key } of await queue.getJobSchedulers()) {
    if (!known.has(key)) await untilAlone(() => queue.removeJobScheduler(key));
  }
}

/**
 * Processes of a service that start at the same moment collide in the queue on PostgreSQL: each adds the job of the
 * next run, or removes the same one. The queue refuses one of them, which tries again.
 */
async function untilAlone(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (!COLLISIONS.has(code) || attempt === ATTEMPTS) throw error;
      await setTimeout(LONGEST_PAUSE_MS * Math.random());
    }
  }
}
