import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { TestDatabase } from '@passerelle/testing';

const ROOT = join(__dirname, '..');

// Some twenty seconds on a machine of its own.
jest.setTimeout(900_000);

/** In the first pass of the tests alone: its server is not what it is about. */
describe('a file of a million lines, one in a hundred wrong in its own way', () => {
  it('is imported in the memory that a third of it takes', async () => {
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '-b', join(ROOT, 'bench/imports')]);
    const database = await TestDatabase.create();
    try {
      // Ends with 1, and this promise is rejected, when it takes more.
      const { stdout } = await promisify(execFile)(process.execPath, [
        join(ROOT, 'bench/imports/dist/memory.js'),
        ...['--server', database.url],
        ...['--sizes', '300000,1000000'],
        ...['--limit', '400', '--difference', '30'],
      ]);
      expect(stdout).toContain('1000000 lines, 9000 refused, 1000 doubtful');
      expect(stdout).toContain('within the limit of 400 MiB; flat');
    } finally {
      await database.drop();
    }
  });
});
