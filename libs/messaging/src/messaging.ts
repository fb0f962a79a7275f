import type { ServiceName } from '@passerelle/contracts';
import { type Logger, type Metrics } from '@passerelle/observability';
import type { Transactions } from '@passerelle/persistence';

import { Consumer } from './consumer.js';
import { collectHandlers } from './handlers.js';
import type { Outbox } from './outbox.js';
import { OwnJobs } from './own-jobs.js';
import { type EventBatch, inboxQueue } from './inbox-queue.js';
import { DEFAULT_TIMINGS, Relay, type RelayTimings } from './relay.js';
import { Scheduler, type SchedulerTimings } from './scheduler.js';
import { collectSchedules } from './schedules.js';
import type { Transport, WorkerHandle } from './transport.js';

export interface MessagingParts {
  readonly service: ServiceName;
  readonly transactions: Transactions;
  readonly transport: Transport;
  readonly outbox: Outbox;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly timings?: RelayTimings;
  readonly schedulerTimings?: SchedulerTimings;
}

const CONCURRENCY = 2;

/** The moving parts of one service's messaging: its relay, its inbox worker, its schedules. */
export class Messaging {
  private relay: Relay | undefined;
  private scheduler: Scheduler | undefined;
  private readonly workers: WorkerHandle[] = [];
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
    this.scheduler = new Scheduler(
      collectSchedules(providers),
      transactions,
      logger,
      metrics,
      this.parts.schedulerTimings,
    );
    await this.scheduler.start();
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
    await this.scheduler?.stop();
    await Promise.all(this.workers.map((worker) => worker.close()));
    await this.relay?.stop();
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
