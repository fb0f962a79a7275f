import { execFile, fork } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';

import { Worker } from 'bullmq';

import {
  BenchDatabase,
  median,
  REAL_REDIS,
  REAL_SERVER,
  serverSeconds,
  spreadOf,
} from '@passerelle/bench-measures';

import { type Issuer, startIssuer } from './issuer.js';
import { type Environment, MediationProcess } from './service.js';

/**
 * `POST /mediation/v1/referrals` with an idempotency key over eight connections, held against the same rows
 * written by pgbench as one prepared statement over eight connections (1.00). Rounds are interleaved. With
 * `--before`, the service of another working tree takes part in the same run.
 */
const { values: options } = parseArgs({
  options: {
    server: { type: 'string', default: REAL_SERVER },
    redis: { type: 'string', default: REAL_REDIS },
    /** A working tree of another commit, built. */
    before: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    requests: { type: 'string', default: '2000' },
    /** For a profile: `--node=--cpu-prof --node=--cpu-prof-dir=profiles`. */
    node: { type: 'string', multiple: true, default: [] },
  },
});
const ROOT = join(import.meta.dirname, '../../..');
const CONNECTIONS = 8;
const requests = Number(options.requests);

interface Measured {
  readonly perSecond: number;
  /** Milliseconds of CPU for one registration: of PostgreSQL's processes, and of the service's. */
  readonly server: number;
  readonly process: number;
}

interface Candidate {
  readonly database: BenchDatabase;
  readonly service: MediationProcess;
  /** Takes the events as indicators would, so that none are left for the relay to ask after. */
  readonly consumer: Worker;
  readonly rounds: Measured[];
}

async function startCandidate(label: string, root: string, issuer: Issuer): Promise<Candidate> {
  const database = await BenchDatabase.create(options.server, `writes_${label}`);
  const prefix = database.name.replaceAll('_', '-');
  const env: Environment = {
    DATABASE_URL: database.url,
    DATABASE_POOL_SIZE: '12',
    // One caller makes all requests of a round.
    RATE_LIMIT_READ: '10000000',
    RATE_LIMIT_WRITE: '10000000',
    REDIS_URL: options.redis,
    QUEUE_PREFIX: prefix,
    IDENTITY_ISSUER: issuer.issuer,
    IDENTITY_JWKS_URL: issuer.jwksUrl,
  };
  MediationProcess.migrate(root, env);
  const service = await MediationProcess.start(root, env, options.node);
  const consumer = new Worker('indicators.inbox', () => Promise.resolve(), {
    connection: { url: options.redis },
    prefix,
  });
  return { database, service, consumer, rounds: [] };
}

function registerOver(origin: string, token: string, count: number): Promise<void> {
  const child = fork(join(import.meta.dirname, 'load.js'), [origin, token, String(count)]);
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error('a registration failed'));
    });
  });
}

async function measured(
  database: BenchDatabase,
  seconds: () => Promise<number>,
  count: number,
  work: () => Promise<unknown>,
): Promise<Measured> {
  await database.admin.query('checkpoint');
  const before = await seconds();
  let elapsed = 0;
  const server = await serverSeconds(database.admin, database.name, async () => {
    const started = performance.now();
    await work();
    elapsed = (performance.now() - started) / 1_000;
  });
  const own = (await seconds()) - before;
  return {
    perSecond: count / elapsed,
    server: (server / count) * 1_000,
    process: (own / count) * 1_000,
  };
}

const run = promisify(execFile);

async function insertAlone(database: BenchDatabase, count: number): Promise<void> {
  const script = join(import.meta.dirname, '../src/limit.sql');
  const perConnection = String(Math.ceil(count / CONNECTIONS));
  const args = ['-n', '-M', 'prepared', '-f', script, '-c', String(CONNECTIONS)];
  await run('pgbench', [...args, '-t', perConnection, database.url], {
    env: { ...process.env, PGOPTIONS: '-c search_path=mediation' },
  });
}

const issuer = await startIssuer();
const candidates: Record<string, Candidate> = {};
const databases: BenchDatabase[] = [];
try {
  if (options.before !== undefined) {
    candidates.before = await startCandidate('before', options.before, issuer);
  }
  candidates.now = await startCandidate('now', ROOT, issuer);
  databases.push(...Object.values(candidates).map(({ database }) => database));
  const template = await BenchDatabase.create(options.server, 'writes_limit');
  databases.push(template);
  MediationProcess.migrate(ROOT, { DATABASE_URL: template.url });

  const limits: Measured[] = [];
  const limitRequests = requests * 4;
  // Round 0 warms up: compiled code, prepared statements, PostgreSQL's cache.
  for (let round = 0; round <= Number(options.rounds); round++) {
    const limit = await measured(
      template,
      () => Promise.resolve(0),
      limitRequests,
      () => insertAlone(template, limitRequests),
    );
    if (round > 0) limits.push(limit);
    let shown = `limit ${show(limit)}`;
    for (const [name, { database, service, rounds }] of Object.entries(candidates)) {
      const taken = await measured(
        database,
        () => service.seconds(),
        requests,
        () => registerOver(service.origin, issuer.token, requests),
      );
      if (round > 0) rounds.push(taken);
      shown += `; ${name} ${show(taken)}`;
    }
    console.log(`round ${String(round)}: ${shown}`);
  }

  console.log(`limit: ${spreadOf(limits.map(({ perSecond }) => perSecond))}`);
  for (const [name, { rounds }] of Object.entries(candidates)) {
    const byClock = rounds.map(
      ({ perSecond }, i) => perSecond / (limits[i]?.perSecond ?? Number.NaN),
    );
    const byCpu = rounds.map(
      ({ server, process }, i) => (limits[i]?.server ?? Number.NaN) / (server + process),
    );
    const each = (figure: (round: Measured) => number): string =>
      median(rounds.map(figure)).toFixed(2);
    console.log(
      `${name}: CPU of a request ${each(({ process }) => process)} ms in the service, ` +
        `${each(({ server }) => server)} ms in PostgreSQL; ` +
        `${median(byClock).toFixed(3)} of the limit by the clock, ${median(byCpu).toFixed(3)} by CPU`,
    );
  }
} finally {
  for (const { service, consumer } of Object.values(candidates)) {
    await service.stop();
    await consumer.close();
  }
  for (const database of databases) await database.drop();
  issuer.close();
}

function show({ perSecond, server, process }: Measured): string {
  return `${perSecond.toFixed(0)}/s (CPU ${server.toFixed(2)} + ${process.toFixed(2)} ms)`;
}
