import fc from 'fast-check';

import { Throughput } from './throughput.js';

const WINDOW_MS = 60_000;
const LEAST = 1_000;

/** The pieces that pass, each after a wait. */
function passed(pieces: readonly (readonly [bytes: number, waitedMs: number])[]): number {
  const throughput = new Throughput(WINDOW_MS, LEAST);
  const end = pieces.findIndex(([bytes, waitedMs]) => !throughput.received(bytes, waitedMs));
  return end === -1 ? pieces.length : end;
}

const times = <T>(count: number, piece: T): T[] => Array.from({ length: count }, () => piece);

describe('the throughput of an upload', () => {
  it.each([
    ['a byte each second', times(1_000, [1, 1_000] as const), 59],
    ['a byte each millisecond is the least speed', times(100_000, [1, 1] as const), 100_000],
    ['half of the least speed', times(1_000, [500, 1_000] as const), 59],
    ['the same by the second', times(1_000, [1_000, 1_000] as const), 1_000],
    ['a small file that takes less than the window', times(50, [1, 1_000] as const), 50],
    [
      'a fast beginning is no credit for a slow rest',
      [...times(100, [1_000_000, 1_000] as const), ...times(200, [1, 1_000] as const)],
      161,
    ],
    [
      'a pause within the window',
      [...times(100, [10_000, 1_000] as const), [1_000, 50_000] as const],
      101,
    ],
  ])('%s', (_, pieces, expected) => {
    expect(Math.abs(passed(pieces) - expected)).toBeLessThanOrEqual(3);
  });

  it('never ends a caller who keeps the least speed in each second, however the bytes are cut', () => {
    const second = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(second, { maxLength: 200 }), (seconds) => {
        const pieces = seconds.flatMap((parts) =>
          parts.map((bytes) => [bytes + LEAST, 1_000 / parts.length] as const),
        );
        expect(passed(pieces)).toBe(pieces.length);
      }),
      { numRuns: 50 },
    );
  });
});
