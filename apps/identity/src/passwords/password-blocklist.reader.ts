import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder `data` is beside `src` and beside `dist`. The head of the file tells how the list was made. */
const FILE = join(import.meta.dirname, '..', '..', 'data', 'password-blocklist.txt');

/** Reads the list of common passwords, in the plain form in which passwords are compared. */
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
