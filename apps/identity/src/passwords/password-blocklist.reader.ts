import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Beside `src` and `dist` alike; the head of the file says where the list comes from. */
const FILE = join(import.meta.dirname, '..', '..', 'data', 'password-blocklist.txt');

/** Reads the list of common passwords, in the plain form in which they are compared. */
export function readPasswordBlocklist(): ReadonlySet<string> {
  const lines = readFileSync(FILE, 'utf8').split('\n');
  return new Set(lines.filter((line) => line !== '' && !line.startsWith('#')).map(plainEntry));
}

function plainEntry(line: string): string {
  return line
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}
