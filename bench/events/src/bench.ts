import 'reflect-metadata';

import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import {
  BenchDatabase,
  median,
  REAL_REDIS,
  REAL_SERVER,
  serverSeconds,
  spreadOf,
} from '@passerelle/bench-measures';

import type { Arrivals } from './arrivals.js';
import { BareQueue } from './bare-queue.js';
import { PostOffice } from './post-office.js';
import { forget, newPrefix, redisSeconds } from './servers.js';

/**
 * Events a second from outbox to inbox on both backends, held against plain BullMQ on Redis with one job an event
 * and an empty processor (1.00). Rounds are interleaved; only their ratio counts.
 */
const { values: options } = parseArgs({
  options: {
    server: { type: 'string', default: REAL_SERVER },
    redis: { type: 'string', default: REAL_REDIS },
    events: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '5' },
  },
});
const events = Number(options.events);
const PUBLISHERS = 8;
/** Events published in one transaction, or added in one call to the bare queue. */
const TOGETHER = 10;
const FILL = 1_000;
const LAG_MS = 10_000;
const LAG_STEP_MS = 20;

interface Measured {
  readonly perSecond: number;
  /** Processor time of this process, the database and Redis for one event, in microseconds. */
  readonly cpu: number;
}

interface Course {
  readonly arrivals: Arrivals;
  publish(count: number): Promise<void>;
}

async function measured(work: () => Promise<unknown>): Promise<Measured> {
  const own = process.cpuUsage();
  const redis = await redisSeconds(options.redis);
  const started = performance.now();
  let elapsed = 0;
  const postgres = await serverSeconds(database.admin, database.name, async () => {
    await work();
    elapsed = performance.now() - started;
  });
  const { user, system } = process.cpuUsage(own);
  const servers = postgres + (await redisSeconds(options.redis)) - redis;
  return {
    perSecond: (events / elapsed) * 1_000,
    cpu: (user + system + servers * 1_000_000) / events,
  };
}

/** Publishers and consumer at work together. */
async function live(course: Course): Promise<void> {
  const arrived = course.arrivals.next(events);
  let left = events;
  const publishers = Array.from({ length: PUBLISHERS }, async () => {
    while (left > 0) {
      const count = Math.min(TOGETHER, left);
      left -= count;
      await course.publish(count);
    }
  });
  await Promise.all([...publishers, arrived]);
}

async function bareRound(): Promise<Record<'bare', Measured>> {
  const queue = await BareQueue.open(options.redis, prefix);
  const bare = await measured(() => live(queue));
  await queue.close();
  return { bare };
}

const openOffice = (redisUrl: string | null): Promise<PostOffice> =>
  PostOffice.open({ databaseUrl: database.url, redisUrl, prefix });

/** From an outbox filled before, then with the transactions that fill it. */
async function ownRound(redisUrl: string | null): Promise<{ outbox: Measured; live: Measured }> {
  const office = await openOffice(redisUrl);
  for (let count = 0; count < events; count += FILL) await office.publish(FILL);
  const arrived = office.arrivals.next(events);
  await office.startReceiver();
  const outbox = await measured(async () => {
    await office.startSender();
    await arrived;
  });
  const whole = await measured(() => live(office));
  await office.close();
  return { outbox, live: whole };
}

/** @returns the lag of 99 of 100 events, in milliseconds, at so many events a second */
async function lagAt(perSecond: number, redisUrl: string | null): Promise<number> {
  const office = await openOffice(redisUrl);
  await office.startReceiver();
  await office.startSender();
  const together = Math.max(1, Math.round((perSecond * LAG_STEP_MS) / 1_000));
  const steps = Math.round((LAG_MS * perSecond) / (1_000 * together));
  const arrived = office.arrivals.next(steps * together);
  const started = performance.now();
  const published: Promise<void>[] = [];
  for (let step = 0; step < steps; step++) {
    published.push(office.publish(together));
    await pause(started + (step + 1) * LAG_STEP_MS - performance.now());
  }
  await Promise.all([...published, arrived]);
  const lag = office.arrivals.lag99();
  await office.close();
  return lag;
}

const KINDS = ['bare', 'redis', 'redisLive', 'postgres', 'postgresLive'] as const;
type Round = Readonly<Record<(typeof KINDS)[number], Measured>>;

async function round(): Promise<Round> {
  const { bare } = await bareRound();
  const redis = await ownRound(options.redis);
  const postgres = await ownRound(null);
  return {
    bare,
    redis: redis.outbox,
    redisLive: redis.live,
    postgres: postgres.outbox,
    postgresLive: postgres.live,
  };
}

const database = await BenchDatabase.create(options.server, 'events');
const prefix = newPrefix();
try {
  // The first round warms the servers and the compiler.
  await round();
  const rounds: Round[] = [];
  for (let number = 1; number <= Number(options.rounds); number++) {
    const own = await round();
    rounds.push(own);
    const shown = KINDS.map(
      (kind) => `${kind} ${own[kind].perSecond.toFixed(0)}/s (CPU ${own[kind].cpu.toFixed(0)} µs)`,
    );
    console.log(`round ${String(number)}: ${shown.join(', ')}`);
  }
  const limits = rounds.map(({ bare }) => bare.perSecond);
  console.log(`bare BullMQ: median ${median(limits).toFixed(0)}/s, ${spreadOf(limits)}`);
  for (const kind of KINDS.slice(1)) {
    const clock = median(rounds.map((own) => own[kind].perSecond / own.bare.perSecond));
    const cpu = median(rounds.map((own) => own.bare.cpu / own[kind].cpu));
    console.log(
      `${kind}: ${clock.toFixed(2)} of bare BullMQ by the clock, ${cpu.toFixed(2)} by processor time`,
    );
  }
  for (const kind of ['redis', 'postgres'] as const) {
    const half = median(rounds.map((own) => own[`${kind}Live`].perSecond)) / 2;
    const lag = await lagAt(half, kind === 'redis' ? options.redis : null);
    console.log(`${kind}: lag p99 ${lag.toFixed(0)} ms at ${half.toFixed(0)} events/s`);
  }
} finally {
  await forget(options.redis, prefix);
  await database.drop();
}
