import { newId } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';

import { eventually } from '../test/eventually.js';
import { PostOffice, TIMINGS } from '../test/post-office.js';
import { BATCHES_UNDER_WAY, EVENTS_PER_BATCH, OutboxBatches } from './outbox-batches.js';
import { Relay } from './relay.js';
import type { Transport } from './transport.js';

const WINDOW = BATCHES_UNDER_WAY * EVENTS_PER_BATCH;

/** Queues that hold what was added, and whose jobs are in the state that a test gives them. */
class StandInQueues {
  readonly states = new Map<string, string>();
  /** Job ids, the consumer before them, in the order of their arrival; also those that were there already. */
  readonly added: string[] = [];
  questions = 0;
  refuses = false;

  readonly transport = { queue: (name: string) => this.queue(name) } as unknown as Transport;

  all(state: string): void {
    for (const id of this.states.keys()) this.states.set(id, state);
  }

  private queue(name: string): object {
    return {
      addBulk: (jobs: { opts: { jobId: string } }[]) => {
        if (this.refuses) return Promise.reject(new Error('full'));
        for (const { opts } of jobs) {
          this.added.push(`${name} ${opts.jobId}`);
          if (!this.states.has(opts.jobId)) this.states.set(opts.jobId, 'waiting');
        }
        return Promise.resolve();
      },
      getRanges: ([state]: string[], start: number, end: number) => {
        this.questions++;
        const ids = [...this.states].filter(([, own]) => own === state).map(([id]) => id);
        return Promise.resolve(ids.slice(start, end + 1));
      },
      getJobState: (id: string) => {
        this.questions++;
        return Promise.resolve(this.states.get(id) ?? 'unknown');
      },
      close: () => Promise.resolve(),
    };
  }
}

describe('the relay', () => {
  let office: PostOffice;
  let queues: StandInQueues;
  let relay: Relay;

  beforeAll(async () => {
    office = await PostOffice.open(null);
  });

  beforeEach(async () => {
    await office.clear();
    queues = new StandInQueues();
    relay = relayOver(queues);
  });

  afterAll(() => office.close());

  const relayOver = ({ transport }: StandInQueues): Relay =>
    new Relay(office.sender, transport, office.logger, office.metrics, TIMINGS);

  const backlog = (consumer: string, events: number): Promise<unknown> =>
    office.database.query(
      `insert into mediation.outbox (event_id, consumer, envelope)
       select id, $1, jsonb_build_object('id', id)
       from (select gen_random_uuid() as id from generate_series(1, $2)) as ids`,
      [consumer, events],
    );

  const batches = (): Promise<Record<string, unknown>[]> =>
    office.database.query(
      `select consumer, status, count(*)::int as batches, sum(events)::int as events
       from mediation.outbox_batches group by 1, 2 order by 1, 2`,
    );

  /** Changes whenever a row is written, moved or deleted. */
  const versions = async (): Promise<unknown> => {
    const rows = await office.database.query(
      `select md5(string_agg(row, ',' order by row)) from (
         select 'outbox' || ctid || xmin as row from mediation.outbox
         union all select 'batch' || ctid || xmin from mediation.outbox_batches) as all_rows`,
    );
    return rows[0]?.md5;
  };

  // 200,000 events for a consumer that was away once took 0.8 of a processor, and a quarter of the writes' rate.
  it('reads and asks the same, and writes nothing, whatever waits for a consumer that is away', async () => {
    const costs: unknown[] = [];
    for (const events of [WINDOW + 2_000, WINDOW + 40_000]) {
      await office.clear();
      await backlog('indicators', events);
      await relay.send();
      await office.database.query('vacuum analyze mediation.outbox, mediation.outbox_batches');
      await office.database.query(
        `update mediation.outbox_batches set taken_at = now() - interval '1 hour'`,
      );
      const before = await versions();
      const read = jest.spyOn(office.sender, 'read');
      const run = jest.spyOn(office.sender, 'run');
      const questions = queues.questions;
      for (let round = 0; round < 5; round++) {
        await relay.settle();
        await relay.resendLost();
        await new OutboxBatches(office.sender).take();
      }
      costs.push([read.mock.calls.length, run.mock.calls.length, queues.questions - questions]);
      read.mockRestore();
      run.mockRestore();
      expect(await versions()).toBe(before);
      const rowsRead = await office.sender.run(async (tx) => {
        const before = await rowsReadBy(tx);
        await relay.settle();
        await relay.resendLost();
        await new OutboxBatches(office.sender).take();
        return (await rowsReadBy(tx)) - before;
      });
      expect(rowsRead).toBeLessThan(2_000);
    }
    expect(costs[1]).toEqual(costs[0]);
  });

  it('keeps no more batches under way than a window, and fills the window as batches are done', async () => {
    await backlog('indicators', WINDOW + 5_000);
    await relay.send();
    const full = { consumer: 'indicators', status: 'sent', batches: BATCHES_UNDER_WAY };
    expect(await batches()).toEqual([{ ...full, events: WINDOW }]);
    for (const id of [...queues.states.keys()].slice(0, 10)) queues.states.set(id, 'completed');
    expect(await relay.settle()).toBe(true);
    // The settlement woke the relay; its round is over when it has stopped.
    await relay.stop();
    expect(await batches()).toEqual([{ ...full, events: WINDOW }]);
    expect(await office.unsettled()).toEqual({ events: WINDOW + 4_000, taken: WINDOW });
  });

  it('sends to each consumer, however many events wait for another', async () => {
    await backlog('indicators', WINDOW + 1_000);
    await relay.send();
    await backlog('notifications', 150);
    const before = queues.added.length;
    await relay.send();
    expect(queues.added.slice(before).map((job) => job.split(' ')[0])).toEqual([
      'notifications.inbox',
      'notifications.inbox',
    ]);
  });

  it('sends what a queue refused again, as the same jobs and without writing a row', async () => {
    await backlog('indicators', 150);
    queues.refuses = true;
    await relay.send();
    expect(await office.unsettled()).toEqual({ events: 150, taken: 150 });
    const before = await versions();
    queues.refuses = false;
    await relay.send();
    expect(queues.added).toHaveLength(2);
    expect(await versions()).toBe(before);
  });

  it('sends again what the queue does not know, but not before its time', async () => {
    await backlog('indicators', 250);
    await relay.send();
    const [lost] = [...queues.states.keys()];
    queues.states.delete(lost!);
    await office.database.query(
      `update mediation.outbox_batches set taken_at = now() + interval '1 minute'`,
    );
    expect(await relay.resendLost()).toBe(false);
    await office.database.query(
      `update mediation.outbox_batches set taken_at = now() - interval '1 minute'`,
    );
    const before = await versions();
    expect(await relay.resendLost()).toBe(true);
    expect(queues.added.slice(3)).toEqual([`indicators.inbox ${lost!}`]);
    expect(await versions()).toBe(before);
  });

  it('forgets batches that are done but no longer among the newest completed jobs', async () => {
    await backlog('indicators', 100);
    await relay.send();
    await office.database.query(
      `update mediation.outbox_batches set taken_at = now() - interval '1 minute'`,
    );
    queues.all('completed');
    expect(await relay.resendLost()).toBe(true);
    expect(await office.unsettled()).toEqual({ events: 0, taken: 0 });
  });

  it('searches every batch, page after page', async () => {
    await office.database.query(
      `insert into mediation.outbox_batches (id, consumer, envelopes, events, position, taken_at, status)
       select gen_random_uuid(), 'indicators', '[]', 1, n, now() - interval '1 hour', 'parked'
       from generate_series(1, 450) as n`,
    );
    for (let page = 0; page < 3; page++) await relay.resendLost();
    expect(new Set(queues.added).size).toBe(450);
  });

  // Events that a consumer cannot read yet must not keep back those that it can.
  it('makes room for others when batches fail, and writes their status once', async () => {
    await backlog('indicators', WINDOW + 100);
    await relay.send();
    queues.all('delayed');
    expect(await relay.settle()).toBe(true);
    // The room that was made wakes the relay.
    await eventually(batches, [
      { consumer: 'indicators', status: 'retried', batches: BATCHES_UNDER_WAY, events: WINDOW },
      { consumer: 'indicators', status: 'sent', batches: 1, events: 100 },
    ]);
    const before = await versions();
    expect(await relay.settle()).toBe(false);
    expect(await versions()).toBe(before);
  });

  it('sends a consumer that fails altogether no more than a second, larger window', async () => {
    await office.database.query(
      `insert into mediation.outbox_batches (id, consumer, envelopes, events, position, status)
       select gen_random_uuid(), 'indicators', '[]', 1, n, 'retried' from generate_series(1, 1000) as n`,
    );
    await backlog('indicators', 10);
    await relay.send();
    expect(queues.added).toEqual([]);
    for (const { id } of await office.database.query('select id from mediation.outbox_batches')) {
      queues.states.set(String(id), 'failed');
    }
    expect(await relay.settle()).toBe(true);
    await eventually(() => Promise.resolve(queues.added.length), 1);
    await relay.send();
    expect(queues.added).toHaveLength(1);
  });

  it('ignores jobs of the queue that no relay sent', async () => {
    await backlog('indicators', 1);
    await relay.send();
    queues.states.set('repeat:7', 'completed').set(newId(), 'completed');
    expect(await relay.settle()).toBe(false);
  });

  it('counts the events that have not had their effect', async () => {
    const counted = async (): Promise<unknown> => {
      await relay.settle();
      return (await office.metrics.outboxPending.get()).values[0]?.value;
    };
    await backlog('indicators', 300);
    expect(await counted()).toBe(300);
    await relay.send();
    await backlog('indicators', 7);
    expect(await counted()).toBe(307);
    queues.all('completed');
    await relay.settle();
    expect(await counted()).toBe(7);
  });
});

/** What this session has read of the outbox since it last reported its statistics. */
async function rowsReadBy(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ rows: number }>(
    `select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as rows
     from pg_stat_xact_user_tables where relname in ('outbox', 'outbox_batches')`,
  );
  return row?.rows ?? 0;
}
