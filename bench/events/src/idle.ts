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

import { PostOffice, SENDER } from './post-office.js';
import { forget, newPrefix } from './servers.js';

/**
 * What events cost that wait for a consumer which is away: processor time of PostgreSQL while nothing happens,
 * and the rate of small write transactions, each beside the same relay over an empty outbox.
 */
const { values: options } = parseArgs({
  options: {
    server: { type: 'string', default: REAL_SERVER },
    redis: { type: 'string', default: REAL_REDIS },
    /** Where the queues live: `redis` or `postgres`. */
    backend: { type: 'string', default: 'redis' },
    backlog: { type: 'string', default: '200000' },
    seconds: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '5' },
  },
});
const WRITERS = 4;
const WRITE_MS = 5_000;
/** So that the relay has sent what it sends, and found that nothing comes of it. */
const ARRIVAL_MS = 20_000;
const EVENTS_PER_TRANSACTION = 1_000;

interface Measured {
  /** Cores of PostgreSQL at work while nothing happens. */
  readonly cores: number;
  readonly writesPerSecond: number;
}

async function measure(office: PostOffice, database: BenchDatabase): Promise<Measured> {
  const idleMs = Number(options.seconds) * 1_000;
  const idle = await serverSeconds(database.admin, database.name, () => pause(idleMs));
  const until = performance.now() + WRITE_MS;
  let writes = 0;
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      while (performance.now() < until) {
        await office.sender.run((tx) =>
          tx.query(`insert into notes (text) values (repeat('note ', 40))`),
        );
        writes++;
      }
    }),
  );
  return { cores: idle / (idleMs / 1_000), writesPerSecond: (writes / WRITE_MS) * 1_000 };
}

interface Installation {
  readonly database: BenchDatabase;
  readonly prefix: string;
}

async function withOffice<T>(
  { database, prefix }: Installation,
  work: (office: PostOffice) => Promise<T>,
): Promise<T> {
  const office = await PostOffice.open({
    databaseUrl: database.url,
    redisUrl: options.backend === 'redis' ? options.redis : null,
    prefix,
  });
  try {
    await office.startSender();
    return await work(office);
  } finally {
    await office.close();
  }
}

async function install(backlog: number): Promise<Installation> {
  const installation = {
    database: await BenchDatabase.create(options.server, `idle_${String(backlog)}`),
    prefix: newPrefix(),
  };
  await withOffice(installation, async (office) => {
    for (let events = 0; events < backlog; events += EVENTS_PER_TRANSACTION) {
      await office.publish(EVENTS_PER_TRANSACTION);
    }
    await pause(ARRIVAL_MS);
  });
  const client = await installation.database.connect();
  await client.query(
    `set role passerelle_${installation.database.name}_owner;
     create table ${SENDER}.notes (id bigint generated always as identity, text text);
     reset role`,
  );
  await client.query(`vacuum analyze ${SENDER}.outbox`);
  return installation;
}

const empty = await install(0);
const full = await install(Number(options.backlog));
try {
  const rounds: { empty: Measured; full: Measured }[] = [];
  for (let number = 1; number <= Number(options.rounds); number++) {
    const round = {
      empty: await withOffice(empty, (office) => measure(office, empty.database)),
      full: await withOffice(full, (office) => measure(office, full.database)),
    };
    rounds.push(round);
    const shown = Object.entries(round).map(
      ([kind, { cores, writesPerSecond }]) =>
        `${kind} ${cores.toFixed(3)} cores, ${writesPerSecond.toFixed(0)} writes/s`,
    );
    console.log(`round ${String(number)}: ${shown.join('; ')}`);
  }
  const cores = (kind: 'empty' | 'full'): string =>
    median(rounds.map((round) => round[kind].cores)).toFixed(3);
  console.log(`${options.backend}, ${options.backlog} events waiting:`);
  console.log(`PostgreSQL at rest ${cores('full')} cores; with an empty outbox ${cores('empty')}`);
  const limits = rounds.map((round) => round.empty.writesPerSecond);
  const ratio = median(
    rounds.map((round) => round.full.writesPerSecond / round.empty.writesPerSecond),
  );
  console.log(`writes ${ratio.toFixed(2)} of those with an empty outbox, ${spreadOf(limits)}`);
} finally {
  for (const { database, prefix } of [empty, full]) {
    await forget(options.redis, prefix);
    await database.drop();
  }
}
