import { CATALOGUE, type Envelope, envelopeSchema } from '@passerelle/contracts';
import { groupBy } from '@passerelle/kernel';
import { type Logger, type Metrics, newContext, runInContext } from '@passerelle/observability';
import type { Transactions, Tx } from '@passerelle/persistence';

import type { Handlers, Received } from './handlers.js';
import type { EventBatch } from './inbox-queue.js';

interface Checked {
  readonly type: string;
  readonly traceparent: string | undefined;
  readonly event: Received<unknown>;
}

interface Failure {
  readonly type: string;
  readonly cause: unknown;
}

/**
 * Gives each event its effect exactly once: the event's row in `inbox` and its effect are one transaction, so a second
 * delivery finds the row and does nothing.
 */
export class Consumer {
  constructor(
    private readonly handlers: Handlers,
    private readonly transactions: Transactions,
    private readonly logger: Logger,
    private readonly metrics: Metrics,
  ) {}

  /**
   * Handles a batch in one transaction. When the transaction fails, each event gets a transaction of its own, so that
   * a bad event does not hold up the others. An event that cannot be read (this version of the service does not know
   * its type yet) does not hold them up either. Rejects when an event failed: the queue tries the batch again.
   */
  async consume(batch: EventBatch): Promise<void> {
    const events = new Map<string, Checked>();
    const failures: Failure[] = [];
    for (const envelope of batch.events) {
      try {
        const checked = this.check(envelope);
        events.set(checked.event.id, checked);
      } catch (cause) {
        failures.push({
          type: CATALOGUE.has(envelope.type) ? envelope.type : 'unknown type',
          cause,
        });
      }
    }
    const [first] = events.values();
    await runInContext(newContext('fr', first?.traceparent), async () => {
      failures.push(...(await this.applyAll([...events.values()])));
    });
    if (failures.length > 0) throw withoutValues(failures);
  }

  private async applyAll(events: readonly Checked[]): Promise<Failure[]> {
    if (events.length === 0) return [];
    try {
      await this.apply(events);
      return [];
    } catch (cause) {
      if (events.length === 1) return events.map(({ type }) => ({ type, cause }));
    }
    this.logger.warn('a batch of events failed; taking them one by one', { events: events.length });
    const failures: Failure[] = [];
    for (const event of events) failures.push(...(await this.applyAll([event])));
    return failures;
  }

  private async apply(events: readonly Checked[]): Promise<void> {
    await this.transactions.run(async (tx) => {
      const fresh = await this.takeIn(tx, events);
      for (const [type, own] of groupBy(fresh, (checked) => checked.type)) {
        await this.handlers.get(type)?.(
          own.map((checked) => checked.event),
          tx,
        );
        tx.afterCommit(() => {
          this.metrics.eventsHandled.inc({ type }, own.length);
        });
      }
    });
  }

  /** The order by id prevents a deadlock of two workers that have the same events in different orders. */
  private async takeIn(tx: Tx, events: readonly Checked[]): Promise<Checked[]> {
    const inserted = await tx.query<{ event_id: string }>(
      `insert into inbox (event_id, type)
       select event_id, type from unnest($1::uuid[], $2::text[]) as event (event_id, type)
       order by event_id on conflict do nothing returning event_id`,
      [events.map(({ event }) => event.id), events.map(({ type }) => type)],
    );
    const fresh = new Set(inserted.map((row) => row.event_id));
    return events.filter(({ event }) => fresh.has(event.id));
  }

  private check(candidate: Envelope): Checked {
    const envelope = envelopeSchema.parse(candidate);
    const contract = CATALOGUE.get(envelope.type);
    if (contract === undefined || !this.handlers.has(envelope.type)) {
      throw new Error(`no handler for events of type ${envelope.type}`);
    }
    return {
      type: envelope.type,
      traceparent: envelope.traceparent,
      event: {
        id: envelope.id,
        time: new Date(envelope.time),
        version: envelope.aggregateversion,
        data: contract.data.parse(envelope.data),
      },
    };
  }
}

/** The queue keeps the message and the stack of an error. Both name types of events, never personal values. */
function withoutValues(failures: readonly Failure[]): Error {
  const cause = failures.at(-1)?.cause;
  const name = cause instanceof Error ? cause.name : 'unknown error';
  const code = (cause as { code?: unknown } | null | undefined)?.code;
  const types = [...new Set(failures.map(({ type }) => type))].join(', ');
  const error = new Error(
    `${String(failures.length)} events failed (${types}): ${name}${typeof code === 'string' ? ` ${code}` : ''}`,
  );
  error.stack = error.message;
  return error;
}
