import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import {
  BenchDatabase,
  median,
  readOver,
  REAL_REDIS,
  REAL_SERVER,
  secondsOf,
  spreadOf,
} from '@passerelle/bench-measures';

/**
 * Public reads of a service as a process of its own, and of the host with all services, held against a bare server
 * that sends the same bytes (1.00). The figure is the processor time of a request. Rounds are interleaved. With
 * `--before`, another working tree takes part in the same run.
 */
const { values: options } = parseArgs({
  options: {
    server: { type: 'string', default: REAL_SERVER },
    redis: { type: 'string', default: REAL_REDIS },
    /** A working tree of another commit, built. */
    before: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    requests: { type: 'string', default: '20000' },
  },
});
const ROOT = join(import.meta.dirname, '../../..');
const READY_MS = 60_000;
const requests = Number(options.requests);

const READS: Readonly<Record<string, string>> = {
  scales: '/scales/v1/scales/rsa?on=2024-05-12',
  'rent-campaigns': '/rent-campaigns/v1/rates',
};

interface Candidate {
  readonly child: ChildProcess;
  readonly origin: string;
  readonly paths: readonly string[];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function start(root: string, app: string, services: readonly string[]): Promise<Candidate> {
  const port = await freePort();
  const main = join(root, 'apps', app, 'dist/main.js');
  const env = {
    DATABASE_URL: database.url,
    REDIS_URL: options.redis,
    QUEUE_PREFIX: database.name.replaceAll('_', '-'),
    LOG_LEVEL: 'error',
    RATE_LIMIT_READ: '10000000',
    RATE_LIMIT_SEARCH: '10000000',
    HOST: '127.0.0.1',
    PORT: String(port),
  };
  execFileSync(process.execPath, [main, 'migrate'], { env, stdio: 'pipe' });
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const origin = `http://127.0.0.1:${String(port)}`;
  const paths = services.map((service) => READS[service] ?? '');
  const candidate = { child, origin, paths };
  candidates.push(candidate);
  const until = Date.now() + READY_MS;
  for (const path of paths) {
    // The first read of a route goes the ordinary way, and the direct way takes its headers from there.
    while (!(await isAnswered(origin + path))) {
      if (Date.now() > until) throw new Error(`${app} does not answer ${path}`);
      await pause(200);
    }
  }
  return candidate;
}

const isAnswered = (url: string): Promise<boolean> =>
  fetch(url).then(
    async (response) => {
      await response.arrayBuffer();
      return response.ok;
    },
    () => false,
  );

async function startLimit(example: string): Promise<Candidate> {
  const port = await freePort();
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bare.js'), String(port)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const origin = `http://127.0.0.1:${String(port)}`;
  const paths = Object.values(READS);
  candidates.push({ child, origin, paths });
  for (const path of paths) {
    const response = await fetch(example + path);
    const headers = [...response.headers].filter(
      ([name]) => !['date', 'connection', 'keep-alive'].includes(name),
    );
    child.send({ path, headers: headers.flat(), body: await response.text() });
    await once(child, 'message');
  }
  return { child, origin, paths };
}

/** Microseconds of processor time that a process takes for one read. */
async function cost({ child, origin }: Candidate, path: string): Promise<number> {
  const before = await secondsOf(child.pid ?? 0);
  await readOver(origin + path, requests);
  return (((await secondsOf(child.pid ?? 0)) - before) / requests) * 1_000_000;
}

async function startAll(label: string, root: string): Promise<[string, Candidate][]> {
  const own: [string, Candidate][] = [];
  for (const service of Object.keys(READS)) {
    own.push([`${label}, ${service} alone`, await start(root, service, [service])]);
  }
  own.push([`${label}, all in one`, await start(root, 'all-in-one', Object.keys(READS))]);
  return own;
}

const candidates: Candidate[] = [];
const database = await BenchDatabase.create(options.server, 'reads');
try {
  const named = await startAll('now', ROOT);
  if (options.before !== undefined) named.push(...(await startAll('before', options.before)));
  const host = named.find(([name]) => name === 'now, all in one');
  const limit = await startLimit(host?.[1].origin ?? '');

  const limits = new Map<string, number[]>();
  const costs = new Map<string, number[]>();
  const add = (to: Map<string, number[]>, key: string, value: number): void => {
    to.set(key, [...(to.get(key) ?? []), value]);
  };
  // Round 0 warms up.
  for (let round = 0; round <= Number(options.rounds); round++) {
    for (const path of limit.paths) {
      const least = await cost(limit, path);
      if (round > 0) add(limits, path, least);
      for (const [name, candidate] of named) {
        if (!candidate.paths.includes(path)) continue;
        const taken = await cost(candidate, path);
        if (round > 0) add(costs, `${path} ${name}`, taken);
      }
    }
  }
  for (const [path, least] of limits) {
    console.log(`${path}: the limit ${median(least).toFixed(0)} µs, ${spreadOf(least)}`);
    for (const [key, taken] of costs) {
      if (!key.startsWith(`${path} `)) continue;
      const ratios = taken.map((own, i) => own / (least[i] ?? Number.NaN));
      const name = key.slice(path.length + 1);
      console.log(
        `  ${name}: ${median(taken).toFixed(0)} µs, ${median(ratios).toFixed(2)} × the limit`,
      );
    }
  }
} finally {
  for (const { child } of candidates) {
    if (child.exitCode !== null) continue;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
  await database.drop();
}
