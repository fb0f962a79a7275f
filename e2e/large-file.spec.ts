import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { extentOf, TestDatabase } from '@passerelle/testing';

const ROOT = join(__dirname, '..');

const LINES = extentOf('PASSERELLE_LINES', 300_000);

// On an idle machine, a million lines take twenty seconds.
jest.setTimeout(900_000);

/** Runs only in the first pass of the tests, because it does not test the database server. */
describe(`a file of ${String(LINES)} lines, one in a hundred wrong in its own way`, () => {
  it('is imported in the memory that a third of it takes', async () => {
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '-b', join(ROOT, 'bench/imports')]);
    const database = await TestDatabase.create();
    try {
      // If the process takes more memory, it ends with 1, and this promise is rejected.
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
