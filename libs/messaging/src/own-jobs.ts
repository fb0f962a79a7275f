import type { QueueHandle, Transport, WorkerHandle } from './transport.js';

export interface OwnJobsOptions<D> {
  /** The queue is `<service>.<name>`. */
  readonly name: string;
  readonly concurrency: number;
  /** A job may run twice, or be lost with its queue: the service's tables say what is to be done. */
  process(data: D, stopping: AbortSignal): Promise<void>;
  /** Called when the queue is open: here a service adds jobs for the work that a former process left. */
  opened?(): void;
}

/**
 * Long work that a service gives itself. `Messaging` finds the providers of this class, opens their queues when the
 * schema is ready and closes the queues before the service stops.
 */
export class OwnJobs<D> {
  private queue: QueueHandle<D> | undefined;
  private worker: WorkerHandle | undefined;
  private readonly stopping = new AbortController();

  constructor(private readonly options: OwnJobsOptions<D>) {}

  /** Does nothing when a job of this id exists, before the queue opens and after the queue has closed. */
  async add(id: string, data: D): Promise<void> {
    // BullMQ derives the type of a job's name from the type of its data; here the data has any type.
    const queue = this.queue as QueueHandle<unknown> | undefined;
    await queue?.add('own', data, {
      jobId: id,
      attempts: 12,
      backoff: { type: 'exponential', delay: 500 },
      removeOnComplete: true,
      removeOnFail: true,
    });
  }

  /** @internal */
  open(service: string, transport: Transport, run: (worker: WorkerHandle) => void): void {
    const { concurrency } = this.options;
    const name = `${service}.${this.options.name}`;
    this.queue = transport.queue<D>(name);
    this.worker = transport.worker<D>(
      name,
      (job) => this.options.process(job.data, this.stopping.signal),
      concurrency,
    );
    run(this.worker);
    this.options.opened?.();
  }

  /** @internal The work under way ends at its next safe point. */
  async close(): Promise<void> {
    this.stopping.abort();
    await this.worker?.close();
    await this.queue?.close();
    this.queue = undefined;
  }
}
