import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readPasswordBlocklist } from './password-blocklist.reader.js';

const FILE = join(import.meta.dirname, '..', '..', 'data', 'password-blocklist.txt');
const lines = readFileSync(FILE, 'utf8').split('\n');

describe('the list of common passwords', () => {
  const common = readPasswordBlocklist();

  it('has a few thousand entries', () => {
    expect(common.size).toBeGreaterThan(2_000);
  });

  it('leaves out comments and empty lines', () => {
    expect(lines).toContain('# Animals');
    expect(lines).toContain('');
    for (const never of ['', 'animals', 'sequencesandkeyboardwalks']) {
      expect([never, common.has(never)]).toEqual([never, false]);
    }
  });

  it('holds each entry in small letters, without accents and signs', () => {
    for (const entry of common) expect(entry).toMatch(/^[a-z0-9]+$/);
    for (const entry of ['azertyuiop', 'motdepasse', 'bareme', 'jeanfrancois', 'the']) {
      expect([entry, common.has(entry)]).toEqual([entry, true]);
    }
  });
});
