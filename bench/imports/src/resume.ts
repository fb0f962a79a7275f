import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
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
import { ImportEngine, importMigrations } from '@passerelle/imports';
import { Logger, Metrics } from '@passerelle/observability';
import { createDataSource, Installation, migrate, Transactions } from '@passerelle/persistence';

import { DeclarationsTable, SERVICE } from './declarations-table.js';
import { Declarations, Declarations1790000000009 } from './declarations.js';
import { writeFile } from './generated-file.js';

/**
 * A job that runs again when every chunk of its file is done and only the end is missing, held against COPY
 * of the same file (1.00). Rounds are interleaved; only their ratio counts.
 */
const { values: options } = parseArgs({
  options: {
    server: { type: 'string', default: REAL_SERVER },
    lines: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
    /** The least ratio. */
    reach: { type: 'string', default: '3' },
  },
});

/** Dies in the last transaction of a file, once. */
class Interrupted extends Declarations {
  private survives = false;

  constructor() {
    super(undefined);
  }

  async complete(): Promise<null> {
    this.survives = !this.survives;
    // As if the connection had gone: the engine counts it against nothing.
    if (this.survives) throw Object.assign(new Error('interrupted'), { code: '57P01' });
    return null;
  }
}

interface Measured {
  readonly elapsed: number;
  /** CPU of the database and of this process together. */
  readonly cpu: number;
}

const database = await BenchDatabase.create(options.server, 'imports');
const table = await DeclarationsTable.in(database);
const folder = await mkdtemp(join(tmpdir(), 'import-bench-'));
const installation = new Installation({ url: database.url });
const tables = {
  url: installation.urlOf(SERVICE),
  service: SERVICE,
  poolSize: 6,
  entities: [],
  migrations: [...importMigrations, Declarations1790000000009],
};
const source = createDataSource(tables);
try {
  const csv = join(folder, 'declarations.csv');
  await writeFile(csv, { lines: Number(options.lines), format: 'csv', withFaults: false });
  await migrate(installation, tables);
  await source.initialize();
  const engine = new ImportEngine(
    new Transactions(source),
    new Logger(SERVICE, 'silent'),
    new Metrics(SERVICE, false),
  );
  engine.define(new Interrupted());

  /** @returns the id of an import all of whose chunks are done */
  async function interrupted(): Promise<string> {
    const { id } = await engine.receive({
      kind: 'declarations',
      body: {
        mediaType: 'text/csv',
        charset: null,
        encoding: 'identity',
        idempotencyKey: null,
        stream: createReadStream(csv, { highWaterMark: 262_144 }),
        markReplayed: () => undefined,
      },
      context: {},
      sender: null,
    });
    await engine.work(id).catch(() => undefined);
    return id;
  }

  async function measured(work: () => Promise<unknown>): Promise<Measured> {
    let elapsed = 0;
    let own = 0;
    const server = await serverSeconds(database.admin, database.name, async () => {
      const before = process.cpuUsage();
      const started = performance.now();
      await work();
      elapsed = (performance.now() - started) / 1_000;
      const { user, system } = process.cpuUsage(before);
      own = (user + system) / 1_000_000;
    });
    return { elapsed, cpu: server + own };
  }

  const copies: number[] = [];
  const ratios: number[] = [];
  const cpuRatios: number[] = [];
  for (let round = 1; round <= Number(options.rounds); round++) {
    await table.empty();
    const copy = await measured(() => table.copy(csv));
    await table.empty();
    const id = await interrupted();
    await table.checkpoint();
    const resume = await measured(() => engine.work(id));
    const { status, accepted } = await engine.byId(id);
    if (status !== 'completed' || accepted !== Number(options.lines)) throw new Error(status);
    copies.push(copy.elapsed);
    ratios.push(copy.elapsed / resume.elapsed);
    cpuRatios.push(copy.cpu / resume.cpu);
    const [copied, resumed] = [copy, resume].map(
      ({ elapsed, cpu }) => `${elapsed.toFixed(2)} s (CPU ${cpu.toFixed(2)})`,
    );
    console.log(`round ${String(round)}: copy ${String(copied)}, resume ${String(resumed)}`);
  }
  const ratio = median(ratios);
  console.log(
    `limit: median ${median(copies).toFixed(2)} s, ${spreadOf(copies)}\n` +
      `resume of a finished file: ${ratio.toFixed(2)} of COPY by the clock, ` +
      `${median(cpuRatios).toFixed(2)} by CPU, ${options.reach} to be reached`,
  );
  if (ratio < Number(options.reach)) process.exitCode = 1;
} finally {
  if (source.isInitialized) await source.destroy();
  await database.drop();
  await rm(folder, { recursive: true });
}
