import { setTimeout as pause } from 'node:timers/promises';

import { referralReceivedV1 } from '@passerelle/contracts';
import { newId } from '@passerelle/kernel';

import { eventually } from '../test/eventually.js';
import { PostOffice, TIMINGS } from '../test/post-office.js';
import { type EventBatch, inboxQueue } from './inbox-queue.js';
import { Relay } from './relay.js';
import type { Transport } from './transport.js';

// eslint-disable-next-line no-restricted-properties -- how a run says that it is for Redis.
const redisUrl = process.env.PASSERELLE_TEST_REDIS_URL ?? null;

const once = (count: number) => ({ effects: count, distinct: count });
const SETTLED = { events: 0, taken: 0 };

describe(`events over ${redisUrl === null ? 'PostgreSQL' : 'Redis'}`, () => {
  let office: PostOffice;

  beforeAll(async () => {
    office = await PostOffice.open(redisUrl);
  });

  afterEach(async () => {
    await office.clear();
  });

  afterAll(async () => {
    await office.close();
  });

  it('have one effect and leave the outbox', async () => {
    await office.startReceiver();
    const { outbox } = await office.startSender();
    const ids = await office.publish(outbox, 3);
    await eventually(() => office.effectsOf(ids), once(3));
    await eventually(() => office.unsettled(), SETTLED);
  });

  it('are not sent when their transaction rolls back', async () => {
    const seen: string[] = [];
    await office.startReceiver(async (events) => {
      seen.push(...events.map(({ id }) => id));
    });
    const { outbox } = await office.startSender();
    const refused = office.sender.run(async (tx) => {
      await office.publishIn(tx, outbox);
      throw new Error('no');
    });
    await expect(refused).rejects.toThrow('no');
    await pause(400);
    expect([seen, await office.unsettled()]).toEqual([[], SETTLED]);
  });

  // A relay that remembers the last position never delivers the events of the older transaction.
  it('arrive when a younger transaction commits before theirs', async () => {
    await office.startReceiver();
    const { outbox } = await office.startSender();
    let commit = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let older: string[] = [];
    let written = (): void => undefined;
    const isWritten = new Promise<void>((resolve) => {
      written = resolve;
    });
    const running = office.sender.run(async (tx) => {
      older = await office.publishIn(tx, outbox);
      written();
      await held;
    });
    await isWritten;
    const younger = await office.publish(outbox, 2);
    await eventually(() => office.effectsOf(younger), once(2));
    expect(await office.effectsOf(older)).toEqual(once(0));
    commit();
    await running;
    await eventually(() => office.effectsOf(older), once(1));
  });

  it('have one effect when they are delivered ten times, in one batch and in several', async () => {
    const envelopes = await envelopesOf(office, 5);
    await office.startReceiver();
    const inbox = office.inbox();
    await inbox.addBulk(
      Array.from({ length: 10 }, () => ({
        name: 'events',
        data: { events: [...envelopes, ...[...envelopes].reverse()] },
        opts: { jobId: newId() },
      })),
    );
    const ids = envelopes.map(({ subject }) => subject);
    await eventually(() => inbox.getCompletedCount(), 10);
    expect(await office.effectsOf(ids)).toEqual(once(5));
  });

  it('do not wait for an event of their batch that fails; this event is parked and can be retried', async () => {
    let healed = false;
    let poison = '';
    await office.startReceiver(async (events, tx) => {
      if (!healed && events.some(({ data }) => data.referralId === poison))
        throw new Error('poison');
      await office.recordEffects(events, tx);
    });
    const { outbox } = await office.startSender();
    const ids = await office.sender.run(async (tx) => {
      const published = await office.publishIn(tx, outbox, 20);
      poison = published[7]!;
      return published;
    });
    await eventually(() => office.effectsOf(ids), once(19));
    const inbox = office.inbox();
    await eventually(() => inbox.getFailedCount(), 1);
    await eventually(async () => (await office.metrics.jobsParked.get()).values[0]?.value, 1);
    const [parked] = await inbox.getFailed();
    expect(parked?.failedReason).toBe('1 events failed (mediation.referral-received.v1): Error');
    expect(parked?.attemptsMade).toBe(TIMINGS.attempts);
    await pause(TIMINGS.resendAfterMs + 300);
    // Parked, not lost: the job waits for a person, and is not sent again.
    expect(await inbox.getFailedCount()).toBe(1);
    expect(await office.unsettled()).toEqual({ events: 20, taken: 20 });
    healed = true;
    await parked?.retry();
    await eventually(() => office.effectsOf(ids), once(20));
    await eventually(() => office.unsettled(), SETTLED);
  });

  it('do not wait for events of their batch that cannot be read, whose values the queue does not keep', async () => {
    const envelopes = await envelopesOf(office, 3);
    const [first, second, third] = envelopes as [Envelope, Envelope, Envelope];
    await office.startReceiver();
    const inbox = office.inbox();
    const job = await inbox.add('events', {
      events: [
        { ...first, type: 'mediation.not-yet-known.v1' },
        { ...second, data: { ...(second.data as object), origin: 42, secret: 'Jeanne' } },
        third,
      ],
    });
    await eventually(() => inbox.getFailedCount(), 1);
    expect(await office.effectsOf(envelopes.map(({ subject }) => subject))).toEqual(once(1));
    const { failedReason, stacktrace } = (await inbox.getJob(job.id ?? ''))!;
    expect(failedReason).toMatch(
      /^2 events failed \(unknown type, mediation\.referral-received\.v1\)/,
    );
    expect(JSON.stringify([failedReason, stacktrace])).not.toContain('Jeanne');
  });

  // By default BullMQ gives up a job at the second crash (`maxStalledCount` 1).
  it('have their effect after four workers died with their job', async () => {
    const { outbox } = await office.startSender({ ...TIMINGS, resendAfterMs: 60_000 });
    const ids = await office.publish(outbox, 5);
    for (let crash = 0; crash < 4; crash++) {
      let took = (): void => undefined;
      const taken = new Promise<void>((resolve) => {
        took = resolve;
      });
      const worker = office.transport.worker<EventBatch>(
        inboxQueue('indicators'),
        async () => {
          took();
          await new Promise(() => undefined);
        },
        1,
      );
      worker.run().catch(() => undefined);
      await taken;
      await worker.close(true);
    }
    await office.startReceiver();
    await eventually(() => office.effectsOf(ids), once(5));
    await eventually(() => office.unsettled(), SETTLED);
  });

  it('are sent again when the queue lost them', async () => {
    const { outbox } = await office.startSender();
    const ids = await office.publish(outbox, 120);
    const inbox = office.inbox();
    await eventually(() => inbox.getWaitingCount(), 2);
    await inbox.obliterate({ force: true });
    await office.startReceiver();
    await eventually(() => office.effectsOf(ids), once(120));
    await eventually(() => office.unsettled(), SETTLED);
  });

  it('have one effect when the queue forgets jobs that were completed', async () => {
    await office.startReceiver();
    const { outbox } = await office.startSender({ ...TIMINGS, settleMs: 400, resendAfterMs: 400 });
    const ids = await office.publish(outbox, 60);
    await eventually(() => office.effectsOf(ids), once(60));
    await office.inbox().obliterate({ force: true });
    await eventually(() => office.unsettled(), SETTLED);
    expect(await office.effectsOf(ids)).toEqual(once(60));
  });

  it('arrive by the thousand', async () => {
    await office.startReceiver();
    const { outbox } = await office.startSender();
    const ids = await office.publish(outbox, 2_000);
    await eventually(() => office.effectsOf(ids), once(2_000));
    await eventually(() => office.unsettled(), SETTLED);
  });

  it('are sent once by two relays over one outbox', async () => {
    const [one, two] = [await office.startSender(), await office.startSender()];
    const ids = await Promise.all(
      Array.from({ length: 60 }, (_, i) => office.publish((i % 2 === 0 ? one : two).outbox, 5)),
    );
    const inbox = office.inbox();
    const delivered = async (): Promise<string[]> => {
      const jobs = await inbox.getWaiting(0, -1);
      return jobs.flatMap((job) => job.data.events.map(({ subject }) => subject)).sort();
    };
    await eventually(delivered, ids.flat().sort());
    await pause(3 * TIMINGS.pollMs);
    expect(await delivered()).toHaveLength(300);
  });

  it('are not lost when sender and receiver stop during delivery', async () => {
    const all: string[] = [];
    for (let round = 0; round < 3; round++) {
      const receiver = await office.startReceiver(async (events, tx) => {
        await pause(5);
        await office.recordEffects(events, tx);
      });
      const { outbox, messaging } = await office.startSender();
      const load = Array.from({ length: 40 }, async () => {
        all.push(...(await office.publish(outbox, 5)));
      });
      await pause(20);
      await Promise.all([office.stop(messaging), office.stop(receiver)]);
      await Promise.all(load);
    }
    await office.startReceiver();
    await office.startSender();
    await eventually(() => office.effectsOf(all), once(600));
    await eventually(() => office.unsettled(), SETTLED);
    expect(office.logLines.filter((line) => line.includes('"error"'))).toEqual([]);
  });
});

describe('a faulty queue', () => {
  let office: PostOffice;

  beforeAll(async () => {
    office = await PostOffice.open(null);
  });

  afterAll(async () => {
    await office.close();
  });

  // While Redis is away, its client keeps commands waiting; once, these kept the service's connections too.
  it('holds no connection of the service and delays no stop when the queue does not answer', async () => {
    const hanging = new Promise<never>(() => undefined);
    const queue = {
      addBulk: () => hanging,
      getRanges: () => hanging,
      getJobState: () => hanging,
      close: () => hanging,
    };
    const transport = { queue: () => queue } as unknown as Transport;
    const relay = new Relay(office.sender, transport, office.logger, office.metrics, {
      ...TIMINGS,
      pollMs: 5,
      settleMs: 5,
    });
    const { outbox } = await office.startSender();
    await office.clear();
    await office.publish(outbox, 3);
    relay.start();
    await pause(300);
    await office.publish(outbox, 3);
    await pause(100);
    // The other sender's relay looks at its outbox meanwhile, for a moment each time.
    await eventually(
      () =>
        office.database.query(
          `select 1 from pg_stat_activity
           where application_name = 'passerelle-mediation' and state like 'idle in transaction%'`,
        ),
      [],
    );
    expect(await office.publish(outbox)).toHaveLength(1);
    await relay.stop();
  });

  it('loses no event when the queue refuses', async () => {
    const queue = {
      addBulk: () => Promise.reject(new Error('full')),
      close: () => Promise.resolve(),
    };
    const transport = { queue: () => queue } as unknown as Transport;
    const relay = new Relay(office.sender, transport, office.logger, office.metrics, TIMINGS);
    await office.database.query('truncate mediation.outbox, mediation.outbox_batches');
    const { outbox } = await office.startSender();
    await office.clear();
    await office.publish(outbox, 3);
    relay.wake();
    await relay.stop();
    expect(await office.unsettled()).toEqual({ events: 3, taken: 3 });
  });
});

type Envelope = EventBatch['events'][number];

/** Envelopes as a job carries them, taken from an outbox without a relay. */
async function envelopesOf(office: PostOffice, count: number): Promise<Envelope[]> {
  const { outbox, messaging } = await office.startSender();
  await office.stop(messaging);
  await office.publish(outbox, count);
  const rows = await office.sender.read<{ envelope: Envelope }>(
    `delete from outbox where envelope->>'type' = $1 returning envelope`,
    [referralReceivedV1.type],
  );
  return rows.map(({ envelope }) => envelope);
}
