import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';

import { BenchDatabase, REAL_SERVER } from '@passerelle/bench-measures';

import { DeclarationsTable } from './declarations-table.js';
import { blocksOf } from './generated-file.js';
import { Worker } from './worker.js';

/**
 * The highest resident size of a process that imports files of different length, one line in a hundred
 * wrong; each file meets a new process, and is made while it is sent. Ends with 1 when the limit is passed or the
 * largest file takes noticeably more than the smallest.
 */
const { values: options } = parseArgs({
  options: {
    server: { type: 'string', default: REAL_SERVER },
    sizes: { type: 'string', default: '1000000,10000000' },
    /** MiB. */
    limit: { type: 'string', default: '400' },
    /** Per cent of the size with the shortest file. */
    difference: { type: 'string', default: '10' },
  },
});

async function peakWith(lines: number, database: BenchDatabase): Promise<number> {
  const worker = await Worker.start(database.url, 'key');
  try {
    const content = Readable.from(blocksOf({ lines, format: 'csv', withFaults: true }), {
      objectMode: false,
    });
    const { linesRead, rejected, toConfirm, status, seconds } = await worker.import(
      content,
      'text/csv',
    );
    if (status !== 'completed' || linesRead !== lines || rejected + toConfirm < lines / 200) {
      throw new Error(`${status}: ${String(linesRead)} lines, ${String(rejected)} rejected`);
    }
    const peak = await worker.peakMegabytes();
    const took = (seconds.receiving + seconds.working).toFixed(1);
    console.log(
      `${String(lines)} lines, ${String(rejected)} refused, ${String(toConfirm)} doubtful: ${took} s, highest resident size ${String(peak)} MiB`,
    );
    return peak;
  } finally {
    worker.stop();
  }
}

const database = await BenchDatabase.create(options.server, 'imports');
const table = await DeclarationsTable.in(database);
try {
  const peaks: number[] = [];
  for (const lines of options.sizes.split(',').map(Number)) {
    if (peaks.length > 0) await table.empty();
    peaks.push(await peakWith(lines, database));
  }
  const [first = 0, last = 0] = [peaks[0], peaks.at(-1)];
  const more = ((last - first) / first) * 100;
  const within = Math.max(...peaks) <= Number(options.limit);
  const isFlat = more < Number(options.difference);
  console.log(
    `${within ? 'within' : 'ABOVE'} the limit of ${options.limit} MiB; ` +
      `${isFlat ? 'flat' : 'NOT FLAT'}: ${more.toFixed(1)} % more, less than ${options.difference} % allowed`,
  );
  if (!within || !isFlat) process.exitCode = 1;
} finally {
  await database.drop();
}
