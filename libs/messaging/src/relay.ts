import type { Envelope } from '@passerelle/contracts';
import { groupBy, newId } from '@passerelle/kernel';
import type { Logger, Metrics } from '@passerelle/observability';
import type { Transactions, Tx } from '@passerelle/persistence';

import { type QueueHandle, type Transport, within } from './transport.js';

export interface RelayTimings {
  /** How often to look for events that no wake-up told of (written by a process that died). */
  readonly pollMs: number;
  /** How often to ask what became of the events sent. */
  readonly settleMs: number;
  /** After this long, an event whose job is unknown to the queue is sent again. */
  readonly resendAfterMs: number;
  /** How often a batch is tried before it is parked, 12 times by default. */
  readonly attempts?: number;
  /** The first pause between two attempts, 250 ms by default; it doubles each time. */
  readonly retryDelayMs?: number;
}

export const DEFAULT_TIMINGS: RelayTimings = {
  pollMs: 1_000,
  settleMs: 5_000,
  resendAfterMs: 30_000,
};

/** What travels as one job: the events of one consumer, at most `EVENTS_PER_JOB`. */
export interface EventBatch {
  readonly events: readonly Envelope[];
}

/** A job costs the queue far more than an event in it (0.8 ms of database time on PostgreSQL). */
const EVENTS_PER_JOB = 50;
const ROWS_PER_ROUND = 500;
const ROWS_PER_SETTLEMENT = 5_000;
/** How long a stop waits for a queue that may have gone away. */
const STOP_LIMIT_MS = 3_000;

/** By default tried for about twelve minutes with growing pauses, then parked until someone retries it. */
function jobOptions({ attempts = 12, retryDelayMs = 250 }: RelayTimings) {
  return {
    attempts,
    backoff: { type: 'exponential', delay: retryDelayMs, jitter: 0.5 },
    // Kept until the relay has asked after it; a job it no longer finds is sent again.
    removeOnComplete: { age: 3_600, count: 100_000 },
    removeOnFail: false,
  } as const;
}

interface OutboxRow {
  readonly event_id: string;
  readonly consumer: string;
  readonly envelope: Envelope;
}

interface OutgoingBatch {
  readonly id: string;
  readonly consumer: string;
  readonly rows: readonly OutboxRow[];
}

export function inboxQueue(consumer: string): string {
  return `${consumer}.inbox`;
}

/**
 * Moves events from the outbox to the consumers' queues, and forgets a delivery only when its consumer
 * has done with it: a queue may lose what it accepted (Redis without appendonly, killed), the outbox
 * may not. Sending twice is harmless, because the inbox takes each event once.
 *
 * No transaction is open while a queue is spoken to: one that does not answer (Redis away, its commands
 * waiting for it) would hold the service's connections, and with them its requests.
 */
export class Relay {
  private readonly queues = new Map<string, QueueHandle<EventBatch>>();
  private timers: NodeJS.Timeout[] = [];
  private sending: Promise<void> | undefined;
  private settling: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(
    private readonly transactions: Transactions,
    private readonly transport: Transport,
    private readonly logger: Logger,
    private readonly metrics: Metrics,
    private readonly timings: RelayTimings,
  ) {}

  start(): void {
    this.timers = [
      setInterval(() => {
        this.wake();
      }, this.timings.pollMs),
      setInterval(() => {
        // One at a time: rounds that pile up behind a slow queue would only ask the same again.
        this.settling ??= this.settle()
          .catch((error: unknown) => {
            this.logger.error('settling deliveries failed', error);
          })
          .finally(() => {
            this.settling = undefined;
          });
      }, this.timings.settleMs),
    ];
  }

  /** Sends what is pending, now; a wake-up during a round asks for one more round. */
  wake(): void {
    if (this.stopped) return;
    if (this.sending !== undefined) {
      this.again = true;
      return;
    }
    this.sending = this.drain()
      .catch((error: unknown) => {
        this.logger.error('sending events failed', error);
      })
      .finally(() => {
        this.sending = undefined;
        if (!this.again) return;
        this.again = false;
        this.wake();
      });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearInterval(timer);
    await within(STOP_LIMIT_MS, async () => {
      await Promise.all([this.sending, this.settling]);
      await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    });
  }

  private async drain(): Promise<void> {
    for (;;) {
      const batches = await this.transactions.run((tx) => this.take(tx));
      const sent = await Promise.all(
        [...groupBy(batches, ({ consumer }) => consumer)].map(([consumer, own]) =>
          this.send(consumer, own),
        ),
      );
      const rows = batches.reduce((sum, batch) => sum + batch.rows.length, 0);
      if (rows < ROWS_PER_ROUND || sent.includes(false) || this.stopped) return;
    }
  }

  /**
   * Marks rows as sent before they are: after a crash in between they count as lost and are sent again.
   * `skip locked` on a pending mark, not "position greater than the last seen": transactions commit
   * out of order, and a later position may become visible first.
   */
  private async take(tx: Tx): Promise<OutgoingBatch[]> {
    const rows = await tx.query<OutboxRow>(
      `select event_id, consumer, envelope from outbox
       where sent_at is null order by position limit $1 for update skip locked`,
      [ROWS_PER_ROUND],
    );
    const batches = [...groupBy(rows, (row) => row.consumer)].flatMap(([consumer, own]) =>
      chunk(own, EVENTS_PER_JOB).map((part) => ({ id: newId(), consumer, rows: part })),
    );
    if (batches.length === 0) return [];
    const marks = batches.flatMap(({ id, consumer, rows: part }) =>
      part.map((row) => ({ eventId: row.event_id, consumer, id })),
    );
    await tx.query(
      `update outbox set batch_id = sent.batch_id, sent_at = now(), checked_at = now()
       from unnest($1::uuid[], $2::text[], $3::uuid[]) as sent (event_id, consumer, batch_id)
       where outbox.event_id = sent.event_id and outbox.consumer = sent.consumer`,
      [
        marks.map(({ eventId }) => eventId),
        marks.map(({ consumer }) => consumer),
        marks.map(({ id }) => id),
      ],
    );
    return batches;
  }

  /** @returns false when the queue refused: the rows are pending again */
  private async send(consumer: string, batches: readonly OutgoingBatch[]): Promise<boolean> {
    try {
      await this.queueOf(consumer).addBulk(
        batches.map(({ id, rows }) => ({
          name: 'events',
          data: { events: rows.map((row) => row.envelope) },
          opts: { ...jobOptions(this.timings), jobId: id },
        })),
      );
      return true;
    } catch (error) {
      this.logger.error('sending events failed', error);
      await this.transactions.run((tx) =>
        release(
          tx,
          batches.map(({ id }) => id),
        ),
      );
      return false;
    }
  }

  /** Asks the queues what became of the jobs sent a while ago, the longest unasked first. */
  private async settle(): Promise<void> {
    for (;;) {
      const batches = await this.transactions.read<{
        consumer: string;
        batch_id: string;
        old: boolean;
        rows: number;
      }>(
        `select consumer, batch_id, count(*)::int as rows,
                bool_and(sent_at < now() - $1 * interval '1 ms') as old
         from (select consumer, batch_id, sent_at from outbox
               where sent_at is not null and checked_at < now() - $2 * interval '1 ms'
               order by checked_at limit $3) as waiting
         group by consumer, batch_id`,
        [this.timings.resendAfterMs, this.timings.settleMs, ROWS_PER_SETTLEMENT],
      );
      const done: string[] = [];
      const lost: string[] = [];
      const open: string[] = [];
      for (const { consumer, batch_id: batchId, old } of batches) {
        if (this.stopped) return;
        const state = await this.queueOf(consumer).getJobState(batchId);
        if (state === 'completed') done.push(batchId);
        else if (state === 'unknown' && old) lost.push(batchId);
        else open.push(batchId);
      }
      if (lost.length > 0) {
        this.logger.warn('the queue lost jobs; their events are sent again', { jobs: lost.length });
      }
      if (batches.length > 0) {
        await this.transactions.run(async (tx) => {
          await tx.query('delete from outbox where batch_id = any($1::uuid[])', [done]);
          await release(tx, lost);
          await tx.query('update outbox set checked_at = now() where batch_id = any($1::uuid[])', [
            open,
          ]);
        });
      }
      const rows = batches.reduce((sum, batch) => sum + batch.rows, 0);
      if (rows < ROWS_PER_SETTLEMENT) break;
    }
    const [pending] = await this.transactions.read<{ count: number }>(
      'select count(*)::int as count from outbox',
    );
    this.metrics.outboxPending.set(pending?.count ?? 0);
  }

  private queueOf(consumer: string): QueueHandle<EventBatch> {
    const known = this.queues.get(consumer);
    if (known !== undefined) return known;
    const queue = this.transport.queue<EventBatch>(inboxQueue(consumer));
    this.queues.set(consumer, queue);
    return queue;
  }
}

async function release(tx: Tx, batchIds: readonly string[]): Promise<void> {
  await tx.query(
    'update outbox set sent_at = null, batch_id = null where batch_id = any($1::uuid[])',
    [batchIds],
  );
}

function chunk<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
