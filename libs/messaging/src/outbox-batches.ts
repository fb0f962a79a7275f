import type { Envelope } from '@passerelle/contracts';
import type { Transactions } from '@passerelle/persistence';

/** What travels as one job: events of one consumer. The job's id is the batch's. */
export interface OutboxBatch {
  readonly id: string;
  readonly consumer: string;
  readonly envelopes: readonly Envelope[];
}

/** How many batches of a consumer the queue holds. */
export interface UnderWay {
  readonly consumer: string;
  readonly sent: number;
  /** Their job failed at least once and will be tried again. */
  readonly retried: number;
  readonly events: number;
}

/** `parked`: the job failed for the last time, and waits for a person. */
export type FailedStatus = 'retried' | 'parked';

/** A job costs the queue far more than an event in it (0.8 ms of database time on PostgreSQL). */
export const EVENTS_PER_BATCH = 100;
/**
 * Batches of one consumer that may wait in its queue. The events beyond stay in `outbox`, where nothing reads them:
 * a consumer that is away costs the same whatever it misses.
 */
export const BATCHES_UNDER_WAY = 100;
/**
 * Batches of one consumer that may wait for another attempt. Those do not count as waiting in the queue, so that bad
 * events hold up no good ones; but a consumer that fails altogether is sent no more than this before it recovers.
 */
export const BATCHES_RETRIED = 1_000;
/** Of each consumer, so that none waits until all events of another have been read. */
const BATCHES_PER_TAKE = 10;
/** Above this the number of waiting events is PostgreSQL's own estimate: counting would read them all. */
const COUNTED_EVENTS = 1_000;

/** The batches under way of one service, and the events in `outbox` that they are made of. */
export class OutboxBatches {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Moves the oldest waiting events of each consumer into batches, as many as there is room for.
   * `skip locked` and not "position greater than the last seen": transactions commit out of order, and a lower
   * position may become visible later. Several replicas take side by side, each other events.
   */
  async take(): Promise<OutboxBatch[]> {
    return this.transactions.run((tx) =>
      tx.query<OutboxBatch>(TAKE, [
        EVENTS_PER_BATCH,
        BATCHES_UNDER_WAY,
        BATCHES_RETRIED,
        BATCHES_PER_TAKE,
      ]),
    );
  }

  async byIds(ids: readonly string[]): Promise<OutboxBatch[]> {
    return this.transactions.read<OutboxBatch>(
      'select id, consumer, envelopes from outbox_batches where id = any($1::uuid[])',
      [ids],
    );
  }

  async underWay(): Promise<UnderWay[]> {
    return this.transactions.read<UnderWay>(
      `select consumer, count(*) filter (where status = 'sent')::int as sent,
              count(*) filter (where status = 'retried')::int as retried, sum(events)::int as events
       from outbox_batches group by consumer`,
    );
  }

  /** A page of the batches taken so long ago, in the order of their ids. */
  async olderThan(
    ageMs: number,
    page: { readonly after: string; readonly limit: number },
  ): Promise<Pick<OutboxBatch, 'id' | 'consumer'>[]> {
    return this.transactions.read(
      `select id, consumer from outbox_batches
       where taken_at < now() - $1 * interval '1 ms' and id > $2 order by id limit $3`,
      [ageMs, page.after, page.limit],
    );
  }

  /** Forgets the batches among these jobs. @returns how many there were */
  async forget(ids: readonly string[]): Promise<number> {
    if (ids.length === 0) return 0;
    const gone = await this.transactions.run((tx) =>
      tx.query('delete from outbox_batches where id = any($1::uuid[]) returning id', [ids]),
    );
    return gone.length;
  }

  /** Writes the batches among these jobs whose status is another. @returns how many there were */
  async mark(ids: readonly string[], status: FailedStatus): Promise<number> {
    if (ids.length === 0) return 0;
    const changed = await this.transactions.run((tx) =>
      tx.query(
        `update outbox_batches set status = $2
         where id = any($1::uuid[]) and status <> $2 returning id`,
        [ids, status],
      ),
    );
    return changed.length;
  }

  /** Events that no batch holds yet: exact up to a thousand. */
  async waitingEvents(): Promise<number> {
    const [row] = await this.transactions.read<{ counted: number; estimated: number }>(
      `select (select count(*)::int from (select from outbox limit $1 + 1) as first) as counted,
              pg_stat_get_live_tuples('outbox'::regclass)::int as estimated`,
      [COUNTED_EVENTS],
    );
    const { counted, estimated } = row ?? { counted: 0, estimated: 0 };
    return counted > COUNTED_EVENTS ? Math.max(counted, estimated) : counted;
  }
}

/**
 * One statement. `waiting` steps from consumer to consumer through the primary key, without reading their events;
 * `next` reads no event of a consumer without room.
 */
const TAKE = `
  with recursive waiting (consumer) as (
    select min(consumer) from outbox
    union all
    select (select min(outbox.consumer) from outbox where outbox.consumer > waiting.consumer)
    from waiting where waiting.consumer is not null
  ),
  room as (
    select consumer, greatest(0, least(
      $2::int - (select count(*) from outbox_batches as own
                 where own.consumer = waiting.consumer and own.status = 'sent'),
      $3::int - (select count(*) from outbox_batches as own
                 where own.consumer = waiting.consumer and own.status = 'retried'),
      $4::int)) as batches
    from waiting where consumer is not null
  ),
  next as materialized (
    select own.place from room
    cross join lateral (
      select outbox.ctid as place from outbox where outbox.consumer = room.consumer
      order by outbox.position limit room.batches * $1::int for update skip locked
    ) as own
  ),
  taken as (
    delete from outbox where ctid = any (array(select place from next))
    returning consumer, position, envelope
  ),
  numbered as (
    select consumer, position, envelope,
           (row_number() over (partition by consumer order by position) - 1) / $1::int as number
    from taken
  )
  insert into outbox_batches (id, consumer, envelopes, events, position)
  select gen_random_uuid(), consumer, json_agg(envelope order by position), count(*), min(position)
  from numbered group by consumer, number
  returning id, consumer, envelopes`;
