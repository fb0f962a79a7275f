import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { extentOf, TestDatabase } from '@passerelle/testing';

const ROOT = join(__dirname, '..');

const LINES = extentOf('PASSERELLE_LINES', 300_000);

// Twenty seconds for a million lines on a machine of its own.
jest.setTimeout(900_000);

/** In the first pass of the tests alone: its server is not what it is about. */
describe(`a file of ${String(LINES)} lines, one in a hundred wrong in its own way`, () => {
  it('is imported in the memory that a third of it takes', async () => {
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '-b', join(ROOT, 'bench/imports')]);
    const database = await TestDatabase.create();
    try {
      // Ends with 1, and this promise is rejected, when it takes more.
      const { stdout } = await promisify(execFile)(process.execPath, [
        join(ROOT, 'bench/imports/dist/memory.js'),
        ...['--server', database.url],
        ...['--sizes', `${String(LINES * 0.3)},${String(LINES)}`],
        ...['--limit', '400', '--difference', '30'],
      ]);
      expect(stdout).toContain(
        `${String(LINES)} lines, ${String(LINES * 0.009)} refused, ${String(LINES * 0.001)} doubtful`,
      );
      expect(stdout).toContain('within the limit of 400 MiB; flat');
    } finally {
      await database.drop();
    }
  });
});
