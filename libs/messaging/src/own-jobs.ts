import type { QueueHandle, Transport, WorkerHandle } from './transport.js';

export interface OwnJobsOptions<D> {
  /** The queue is `<service>.<name>`. */
  readonly name: string;
  readonly concurrency: number;
  /** Jobs may run twice, or be lost with their queue: the service's tables say what is to be done. */
  process(data: D, stopping: AbortSignal): Promise<void>;
  /** Called when the queue is open: the time to add jobs for what a former process left. */
  opened?(): void;
}

/**
 * Long work that a service gives itself. A provider of this class is found by `Messaging`, which opens
 * its queue after the schema is ready and closes it before the service stops.
 */
export class OwnJobs<D> {
  private queue: QueueHandle<D> | undefined;
  private worker: WorkerHandle | undefined;
  private readonly stopping = new AbortController();

  constructor(private readonly options: OwnJobsOptions<D>) {}

  /** Does nothing when a job of this id exists, or when the queue is not open (yet, or any more). */
  async add(id: string, data: D): Promise<void> {
    // BullMQ's type of a job's name follows the type of its data; here it is any.
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

  /** @internal Ends the work under way at its next safe point. */
  async close(): Promise<void> {
    this.stopping.abort();
    await this.worker?.close();
    await this.queue?.close();
    this.queue = undefined;
  }
}
