import type { Chunk } from './chunk.js';
import { LineKeys } from './line-keys.js';
import type { LineFault } from './import-line.js';
import { DEFAULT_IMPORT_SETTINGS } from './import-settings.js';
import { FirstPass, SecondPass } from './passes.js';

const { faults, earlyStop } = DEFAULT_IMPORT_SETTINGS;
const LIMITS = { linesPerChunk: 1_000, faults, earlyStop };

/** Both passes over a file with these keys; so little memory that many lines are put off without need. */
function chunksOf(keys: readonly string[], done: ReadonlySet<number> = new Set()): Chunk[] {
  const lines = new LineKeys([0], 1);
  const chunks: Chunk[] = [];
  const make = (pass: FirstPass | SecondPass): void => {
    keys.forEach((key, index) => {
      if (pass.wantsRecord(index + 1)) pass.good(index + 1, false, [key]);
      pass.ended(10);
    });
    pass.close();
    chunks.push(...pass.takeReady());
  };
  const first = new FirstPass(LIMITS, done, lines);
  make(first);
  lines.beginPass(0);
  make(new SecondPass(first.nextNumber, LIMITS, done, lines));
  return chunks;
}

const textOf = ({ rows }: Chunk): string => Buffer.concat(rows.data()).toString();

describe('two passes', () => {
  const keys = Array.from({ length: 40_000 }, (_, n) => `K-${String(n % 39_500)}`);
  const chunks = chunksOf(keys);

  it('stage every key once, by its first line, and refuse the others', () => {
    const staged = chunks.flatMap((chunk) => textOf(chunk).trimEnd().split('\n')).filter(Boolean);
    expect(new Set(staged)).toEqual(
      new Set(keys.slice(0, 39_500).map((key, index) => `${String(index + 1)}\tf\t${key}`)),
    );
    expect(staged).toHaveLength(39_500);
    const refused = chunks.flatMap((chunk) =>
      chunk.faults.summary().kept.map(({ line }: LineFault) => line),
    );
    expect(refused.sort((a, b) => a - b)).toEqual(
      Array.from({ length: 500 }, (_, n) => 39_501 + n),
    );
    expect(chunks.length).toBeGreaterThan(42);
  });

  it('give the same chunks again, without those that are done', () => {
    const done = new Set(chunks.map(({ number }) => number).filter((number) => number % 3 === 0));
    expect(chunksOf(keys, done).map((chunk) => [chunk.number, textOf(chunk)])).toEqual(
      chunks
        .filter(({ number }) => !done.has(number))
        .map((chunk) => [chunk.number, textOf(chunk)]),
    );
  });
});
