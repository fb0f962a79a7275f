import { setTimeout as pause } from 'node:timers/promises';

import { groupBy, isId } from '@passerelle/kernel';
import type { Logger, Metrics } from '@passerelle/observability';
import type { Transactions } from '@passerelle/persistence';

import { type Attempts, type EventBatch, inboxQueue, jobOptions } from './inbox-queue.js';
import {
  BATCHES_RETRIED,
  BATCHES_UNDER_WAY,
  EVENTS_PER_BATCH,
  type FailedStatus,
  type OutboxBatch,
  OutboxBatches,
  type UnderWay,
} from './outbox-batches.js';
import { Recurring } from './recurring.js';
import { type QueueHandle, type Transport, within } from './transport.js';

export interface RelayTimings extends Attempts {
  /** How often the relay looks for events that no wake-up announced (written by a process that died). */
  readonly pollMs: number;
  /** The first pause before the relay asks which batches are done; the pause doubles while none is. */
  readonly settleMs: number;
  /** After this long, a batch whose job the queue does not know is sent again. */
  readonly resendAfterMs: number;
}

export const DEFAULT_TIMINGS: RelayTimings = {
  pollMs: 1_000,
  settleMs: 100,
  resendAfterMs: 30_000,
};

/** After each round the relay waits so long: under load, small events of many transactions share a job. */
const GATHER_MS = 25;
/** The pauses of settlement and of the search for lost batches grow to so many times the first. */
const LONGEST_SETTLE_PAUSE = 100;
const LONGEST_SEARCH_PAUSE = 8;
/** Of the jobs done most recently. A batch that is not among them is asked for by its id, later. */
const COMPLETED_PER_QUESTION = 1_000;
const FAILED_PER_QUESTION = 1_000;
const BATCHES_PER_SEARCH = 200;
/** A queue that refuses is tried with few batches. */
const BATCHES_PER_RESEND = 10;
/** Before every id. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
/** How long a stop waits for a queue that may have gone away. */
const STOP_LIMIT_MS = 3_000;

/**
 * Moves events from the outbox to the consumers' queues, and forgets a batch only when its consumer's job is
 * completed: a queue may lose what it accepted (Redis without appendonly, killed), the outbox may not. A batch that
 * is sent twice is harmless, because the inbox takes each event once.
 *
 * No transaction is open while the relay speaks to a queue: a queue that does not answer (Redis away, its commands
 * waiting for it) would hold the service's connections, and with them its requests.
 */
export class Relay {
  private readonly batches: OutboxBatches;
  private readonly queues = new Map<string, QueueHandle<EventBatch>>();
  private readonly settlement: Recurring;
  private readonly search: Recurring;
  private poll: NodeJS.Timeout | undefined;
  private sending: Promise<void> | undefined;
  private again = false;
  private stopped = false;
  /** Batches that a queue refused. A process that dies forgets them here; the search finds them. */
  private readonly refused = new Set<string>();
  /** The search goes through the batches page by page, in the order of their ids. */
  private searchedTo = FIRST_ID;

  constructor(
    transactions: Transactions,
    private readonly transport: Transport,
    private readonly logger: Logger,
    private readonly metrics: Metrics,
    private readonly timings: RelayTimings,
  ) {
    this.batches = new OutboxBatches(transactions);
    const { settleMs, resendAfterMs } = timings;
    this.settlement = new Recurring(() => this.logged(() => this.settle(), 'settling batches'), {
      firstMs: settleMs,
      longestMs: LONGEST_SETTLE_PAUSE * settleMs,
    });
    this.search = new Recurring(
      () => this.logged(() => this.resendLost(), 'finding lost batches'),
      {
        firstMs: resendAfterMs,
        longestMs: LONGEST_SEARCH_PAUSE * resendAfterMs,
      },
    );
  }

  start(): void {
    this.poll = setInterval(() => {
      this.wake();
    }, this.timings.pollMs);
    this.settlement.start();
    this.search.start();
    // What a former process left.
    this.wake();
  }

  /** Sends what is pending, now; a wake-up during a round asks for one more round. */
  wake(): void {
    if (this.stopped) return;
    if (this.sending !== undefined) {
      this.again = true;
      return;
    }
    this.sending = this.logged(() => this.send(), 'sending events')
      .then(async (sent) => {
        if (sent && !this.stopped) await pause(GATHER_MS);
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
    clearInterval(this.poll);
    await within(STOP_LIMIT_MS, async () => {
      await Promise.all([this.sending, this.settlement.stop(), this.search.stop()]);
      await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    });
  }

  /**
   * Asks each queue once which jobs are completed, whatever the number of batches. @returns whether a batch changed
   */
  async settle(): Promise<boolean> {
    const underWay = await this.batches.underWay();
    await this.count(underWay);
    const completed = await Promise.all(
      underWay.map(({ consumer }) => this.idsOf(consumer, 'completed', COMPLETED_PER_QUESTION)),
    );
    const forgotten = await this.batches.forget(completed.flat());
    const crowded = underWay.filter(hasNoRoom);
    const marked = await Promise.all(
      crowded.flatMap(({ consumer }) => [
        this.markFailed(consumer, 'delayed', 'retried'),
        this.markFailed(consumer, 'failed', 'parked'),
      ]),
    );
    const changed = forgotten > 0 || marked.some((count) => count > 0);
    if (changed && crowded.length > 0) this.wake();
    return changed;
  }

  /**
   * Asks for batches under way for long, each by its id: those whose job is unknown are sent again.
   *
   * @returns whether a batch changed
   */
  async resendLost(): Promise<boolean> {
    const old = await this.batches.olderThan(this.timings.resendAfterMs, {
      after: this.searchedTo,
      limit: BATCHES_PER_SEARCH,
    });
    this.searchedTo = old.length < BATCHES_PER_SEARCH ? FIRST_ID : (old.at(-1)?.id ?? FIRST_ID);
    const states = await Promise.all(
      old.map(({ id, consumer }) => this.queueOf(consumer).getJobState(id)),
    );
    const inState = (state: string) =>
      old.filter((_, index) => states[index] === state).map(({ id }) => id);
    const lost = inState('unknown');
    if (lost.length > 0) {
      this.logger.warn('the queue lost jobs; their events are sent again', { jobs: lost.length });
      await this.resend(lost);
    }
    const forgotten = await this.batches.forget(inState('completed'));
    return lost.length > 0 || forgotten > 0;
  }

  /**
   * Takes events into batches, then sends these: a process that dies in between leaves batches whose jobs are
   * unknown, which are found as lost.
   *
   * @returns whether events were sent
   */
  async send(): Promise<boolean> {
    if (!(await this.resend([...this.refused]))) return false;
    for (let sent = false; ; sent = true) {
      const batches = await this.batches.take();
      if (batches.length === 0) return sent;
      const accepted = await this.add(batches);
      this.settlement.soon();
      this.search.soon();
      const isFull = ({ envelopes }: OutboxBatch): boolean => envelopes.length === EVENTS_PER_BATCH;
      if (!accepted || !batches.some(isFull) || this.stopped) return true;
    }
  }

  /** @returns whether the queues took all of the batches */
  private async resend(ids: readonly string[]): Promise<boolean> {
    for (let start = 0; start < ids.length; start += BATCHES_PER_RESEND) {
      const page = ids.slice(start, start + BATCHES_PER_RESEND);
      const batches = await this.batches.byIds(page);
      for (const id of page) this.refused.delete(id);
      if (!(await this.add(batches))) return false;
    }
    return true;
  }

  /** Adds a job for each batch; the queue ignores a job that it has already. */
  private async add(batches: readonly OutboxBatch[]): Promise<boolean> {
    const accepted = await Promise.all(
      [...groupBy(batches, ({ consumer }) => consumer)].map(([consumer, own]) =>
        this.addFor(consumer, own),
      ),
    );
    return !accepted.includes(false);
  }

  private async addFor(consumer: string, batches: readonly OutboxBatch[]): Promise<boolean> {
    try {
      await this.queueOf(consumer).addBulk(
        batches.map(({ id, envelopes }) => ({
          name: 'events',
          data: { events: envelopes },
          opts: { ...jobOptions(this.timings), jobId: id },
        })),
      );
      return true;
    } catch (error) {
      this.logger.error('sending events failed', error);
      for (const { id } of batches) this.refused.add(id);
      return false;
    }
  }

  private async markFailed(
    consumer: string,
    state: 'delayed' | 'failed',
    status: FailedStatus,
  ): Promise<number> {
    return this.batches.mark(await this.idsOf(consumer, state, FAILED_PER_QUESTION), status);
  }

  /** The ids of a queue's jobs, also those that other services sent. */
  private async idsOf(
    consumer: string,
    state: 'completed' | 'delayed' | 'failed',
    limit: number,
  ): Promise<string[]> {
    const ids = await this.queueOf(consumer).getRanges([state], 0, limit - 1);
    return ids.filter(isId);
  }

  private async count(underWay: readonly UnderWay[]): Promise<void> {
    const events = underWay.reduce((sum, own) => sum + own.events, 0);
    this.metrics.outboxPending.set(events + (await this.batches.waitingEvents()));
  }

  private async logged(work: () => Promise<boolean>, name: string): Promise<boolean> {
    try {
      return await work();
    } catch (error) {
      this.logger.error(`${name} failed`, error);
      return false;
    }
  }

  private queueOf(consumer: string): QueueHandle<EventBatch> {
    const known = this.queues.get(consumer);
    if (known !== undefined) return known;
    const queue = this.transport.queue<EventBatch>(inboxQueue(consumer));
    this.queues.set(consumer, queue);
    return queue;
  }
}

function hasNoRoom({ sent, retried }: UnderWay): boolean {
  return sent >= BATCHES_UNDER_WAY || retried >= BATCHES_RETRIED;
}
