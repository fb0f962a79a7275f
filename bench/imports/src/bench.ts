import { fork } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

import { secondsOf, serverSeconds } from './cpu-time.js';
import { COPY_COLUMNS } from './declarations.js';
import { writeFile } from './generated-file.js';

/**
 * The import of a file over HTTP, held against PostgreSQL's own COPY of the same file into the same table
 * over one connection, as psql's \copy does it (1.00). Rounds are interleaved; only their ratio counts.
 */
const { values: options } = parseArgs({
  options: {
    server: { type: 'string', default: 'postgres://root@127.0.0.1:5432/postgres' },
    lines: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
    order: { type: 'string', default: 'key' },
    /** Only imports one file with 1 % faults, and prints the memory. */
    memory: { type: 'boolean', default: false },
  },
});
const lines = Number(options.lines);

interface Imported {
  readonly accepted: number;
  readonly rejected: number;
  readonly toConfirm: number;
  readonly status: string;
  readonly seconds: { readonly receiving: number; readonly working: number };
}

class Worker {
  private constructor(
    private readonly port: number,
    private readonly pid: number,
    readonly stop: () => void,
  ) {}

  static async start(url: string, order: string): Promise<Worker> {
    const child = fork(fileURLToPath(new URL('server.js', import.meta.url)), [url, order]);
    const port = await new Promise<number>((resolve, reject) => {
      child.once('message', (message) => {
        resolve(message as number);
      });
      child.once('exit', () => {
        reject(new Error('the server ended'));
      });
    });
    return new Worker(port, child.pid ?? 0, () => child.kill());
  }

  async import(path: string, mediaType: string): Promise<Imported> {
    const sending = request({
      port: this.port,
      method: 'POST',
      headers: { 'content-type': mediaType },
    });
    const answered = new Promise<string>((resolve, reject) => {
      sending.once('error', reject);
      sending.once('response', (response) => {
        text(response).then(resolve, reject);
      });
    });
    await pipeline(createReadStream(path, { highWaterMark: 262_144 }), sending);
    return JSON.parse(await answered) as Imported;
  }

  /** CPU so far. */
  seconds(): Promise<number> {
    return secondsOf(this.pid);
  }

  async peakMegabytes(): Promise<number> {
    const answer = await fetch(`http://127.0.0.1:${String(this.port)}/memory`);
    return Math.round(Number(await answer.text()) / 1_048_576);
  }
}

const timed = async <T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> => {
  const started = performance.now();
  const result = await work();
  return { seconds: (performance.now() - started) / 1_000, result };
};

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const folder = await mkdtemp(join(tmpdir(), 'import-bench-'));
const admin = new pg.Client(options.server);
await admin.connect();
const database = `import_bench_${String(process.pid)}`;
await admin.query(`create database ${database}`);
const url = new URL(options.server);
url.pathname = `/${database}`;
const client = new pg.Client({
  connectionString: url.toString(),
  options: '-c search_path=import_bench',
});

const emptied = async (): Promise<void> => {
  await client.query('truncate declarations');
  await client.query('checkpoint');
};

interface Measured {
  readonly elapsed: number;
  /** CPU of the database's processes, and of the importing process. */
  readonly server: number;
  readonly process: number;
}

async function measured(worker: Worker, work: () => Promise<unknown>): Promise<Measured> {
  const before = await worker.seconds();
  const started = performance.now();
  let elapsed = 0;
  const server = await serverSeconds(admin, database, async () => {
    await work();
    elapsed = (performance.now() - started) / 1_000;
  });
  return { elapsed, server, process: (await worker.seconds()) - before };
}

const KINDS = ['copy', 'csv', 'replay', 'ndjson'] as const;
type Round = Readonly<Record<(typeof KINDS)[number], Measured>>;

async function compare(worker: Worker, csv: string, ndjson: string): Promise<void> {
  const imported = async (path: string, mediaType: string): Promise<void> => {
    const result = await worker.import(path, mediaType);
    if (result.accepted !== lines) throw new Error(JSON.stringify(result));
  };
  const rounds: Round[] = [];
  for (let number = 1; number <= Number(options.rounds); number++) {
    await emptied();
    const copy = await measured(worker, () =>
      pipeline(
        createReadStream(csv, { highWaterMark: 262_144 }),
        client.query(
          copyFrom(
            `copy declarations (${COPY_COLUMNS}) from stdin (format csv, delimiter ';', header)`,
          ),
        ),
      ),
    );
    await emptied();
    const first = await measured(worker, () => imported(csv, 'text/csv'));
    await client.query('checkpoint');
    const replay = await measured(worker, () => imported(csv, 'text/csv'));
    await emptied();
    const asNdjson = await measured(worker, () => imported(ndjson, 'application/x-ndjson'));
    const round: Round = { copy, csv: first, replay, ndjson: asNdjson };
    rounds.push(round);
    const shown = KINDS.map((kind) => {
      const { elapsed, server, process } = round[kind];
      return `${kind} ${elapsed.toFixed(2)} s (CPU ${server.toFixed(1)} + ${process.toFixed(1)})`;
    });
    console.log(`round ${String(number)}: ${shown.join(', ')}`);
  }
  const limits = rounds.map(({ copy }) => copy.elapsed);
  const spread = Math.max(...limits) / Math.min(...limits);
  const noisy = spread > 1.25 ? ': noisy, repeat on a quiet machine' : '';
  console.log(`limit: median ${median(limits).toFixed(2)} s, spread ${spread.toFixed(2)}${noisy}`);
  for (const kind of KINDS.slice(1)) {
    const ratio = median(rounds.map((round) => round.copy.elapsed / round[kind].elapsed));
    const cpu = median(rounds.map((round) => round.copy.server / round[kind].server));
    console.log(
      `${kind}: ${ratio.toFixed(2)} of COPY by the clock, ${cpu.toFixed(2)} by the server's CPU`,
    );
  }
}

try {
  const csv = join(folder, 'declarations.csv');
  const ndjson = join(folder, 'declarations.ndjson');
  await writeFile(csv, { lines, format: 'csv', withFaults: options.memory });
  const worker = await Worker.start(url.toString(), options.order);
  try {
    await client.connect();
    console.log(
      `${String(lines)} lines, ${String(Math.round((await stat(csv)).size / 1_048_576))} MiB, order ${options.order}`,
    );
    if (options.memory) {
      const { seconds, result } = await timed(() => worker.import(csv, 'text/csv'));
      console.log(`${seconds.toFixed(1)} s`, JSON.stringify(result));
    } else {
      await writeFile(ndjson, { lines, format: 'ndjson', withFaults: false });
      await compare(worker, csv, ndjson);
    }
    console.log(`highest resident size ${String(await worker.peakMegabytes())} MiB`);
  } finally {
    worker.stop();
  }
} finally {
  await client.end();
  await admin.query(`drop database ${database} with (force)`);
  await admin.end();
  await rm(folder, { recursive: true });
}
