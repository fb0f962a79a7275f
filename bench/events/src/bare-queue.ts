import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';

import { referralReceivedV1 } from '@passerelle/contracts';
import { newId } from '@passerelle/kernel';

import { Arrivals } from './arrivals.js';

const CONCURRENCY = 50;

/** The limit (1.00): plain BullMQ on Redis, one job an event, an empty processor, nothing kept. */
export class BareQueue {
  private constructor(
    readonly arrivals: Arrivals,
    private readonly connection: Redis,
    private readonly queue: Queue<object>,
    private readonly worker: Worker<object>,
  ) {}

  static async open(url: string, prefix: string): Promise<BareQueue> {
    const connection = new Redis(url, { maxRetriesPerRequest: null });
    const arrivals = new Arrivals();
    const queue = new Queue<object>('bare', { connection, prefix });
    const worker = new Worker<object>(
      'bare',
      (job) => {
        arrivals.add([job.timestamp]);
        return Promise.resolve();
      },
      { connection, prefix, concurrency: CONCURRENCY },
    );
    await worker.waitUntilReady();
    return new BareQueue(arrivals, connection, queue, worker);
  }

  async publish(count: number): Promise<void> {
    await this.queue.addBulk(
      Array.from({ length: count }, () => ({
        name: referralReceivedV1.type,
        data: { ...referralReceivedV1.example, referralId: newId() },
        opts: { removeOnComplete: true },
      })),
    );
  }

  async close(): Promise<void> {
    await this.worker.close();
    await this.queue.close();
    await this.connection.quit();
  }
}
