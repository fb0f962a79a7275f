import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import {
  BenchDatabase,
  median,
  REAL_SERVER,
  serverSeconds,
  spreadOf,
} from '@passerelle/bench-measures';

import { DeclarationsTable } from './declarations-table.js';
import { writeFile } from './generated-file.js';
import { Worker } from './worker.js';

/**
 * The import of a file over HTTP, held against PostgreSQL's own COPY of the same file into the same table
 * over one connection, as psql's \copy does it (1.00). Rounds are interleaved; only their ratio counts.
 */
const { values: options } = parseArgs({
  options: {
    server: { type: 'string', default: REAL_SERVER },
    lines: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
    order: { type: 'string', default: 'key' },
  },
});
const lines = Number(options.lines);

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
  const server = await serverSeconds(database.admin, database.name, async () => {
    await work();
    elapsed = (performance.now() - started) / 1_000;
  });
  return { elapsed, server, process: (await worker.seconds()) - before };
}

/** `faulty`: a file of as many lines, one in a hundred wrong, also against COPY of the one without. */
const KINDS = ['copy', 'csv', 'replay', 'ndjson', 'faulty'] as const;
type Round = Readonly<Record<(typeof KINDS)[number], Measured>>;

interface Files {
  readonly csv: string;
  readonly ndjson: string;
  readonly faulty: string;
}

async function compare(worker: Worker, { csv, ndjson, faulty }: Files): Promise<void> {
  const imported = async (path: string, mediaType = 'text/csv'): Promise<void> => {
    const content = createReadStream(path, { highWaterMark: 262_144 });
    const result = await worker.import(content, mediaType);
    const isWhole = path === faulty ? result.linesRead === lines : result.accepted === lines;
    if (!isWhole) throw new Error(JSON.stringify(result));
  };
  const rounds: Round[] = [];
  for (let number = 1; number <= Number(options.rounds); number++) {
    await table.empty();
    const copy = await measured(worker, () => table.copy(csv));
    await table.empty();
    const first = await measured(worker, () => imported(csv));
    await table.checkpoint();
    const replay = await measured(worker, () => imported(csv));
    await table.empty();
    const asNdjson = await measured(worker, () => imported(ndjson, 'application/x-ndjson'));
    await table.empty();
    const withFaults = await measured(worker, () => imported(faulty));
    const round: Round = { copy, csv: first, replay, ndjson: asNdjson, faulty: withFaults };
    rounds.push(round);
    const shown = KINDS.map((kind) => {
      const { elapsed, server, process } = round[kind];
      return `${kind} ${elapsed.toFixed(2)} s (CPU ${server.toFixed(1)} + ${process.toFixed(1)})`;
    });
    console.log(`round ${String(number)}: ${shown.join(', ')}`);
  }
  const limits = rounds.map(({ copy }) => copy.elapsed);
  console.log(`limit: median ${median(limits).toFixed(2)} s, ${spreadOf(limits)}`);
  for (const kind of KINDS.slice(1)) {
    const ratio = median(rounds.map((round) => round.copy.elapsed / round[kind].elapsed));
    const cpu = median(rounds.map((round) => round.copy.server / round[kind].server));
    console.log(
      `${kind}: ${ratio.toFixed(2)} of COPY by the clock, ${cpu.toFixed(2)} by the server's CPU`,
    );
  }
}

const folder = await mkdtemp(join(tmpdir(), 'import-bench-'));
const database = await BenchDatabase.create(options.server, 'imports');
const table = await DeclarationsTable.in(database);
try {
  const csv = join(folder, 'declarations.csv');
  const ndjson = join(folder, 'declarations.ndjson');
  const faulty = join(folder, 'faulty.csv');
  await writeFile(csv, { lines, format: 'csv', withFaults: false });
  await writeFile(ndjson, { lines, format: 'ndjson', withFaults: false });
  await writeFile(faulty, { lines, format: 'csv', withFaults: true });
  const worker = await Worker.start(database.url, options.order);
  try {
    console.log(
      `${String(lines)} lines, ${String(Math.round((await stat(csv)).size / 1_048_576))} MiB, order ${options.order}`,
    );
    await compare(worker, { csv, ndjson, faulty });
    console.log(`highest resident size ${String(await worker.peakMegabytes())} MiB`);
  } finally {
    worker.stop();
  }
} finally {
  await database.drop();
  await rm(folder, { recursive: true });
}
