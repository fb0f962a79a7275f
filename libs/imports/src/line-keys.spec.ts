import fc from 'fast-check';

import type { CountingLine } from './definition.js';
import { LineKeys } from './line-keys.js';

const few = fc.constantFrom('a', 'b', 'a\t', '', 'é', 'ab', null, 1);

/** All passes over a file of these keys: which lines are refused. */
function repeated(
  keys: readonly (readonly (string | number | null)[])[],
  fileBytes: number,
  counts: CountingLine,
  keysPerPass?: number,
): boolean[] {
  const lines = new LineKeys([0, 1], fileBytes, counts, keysPerPass);
  if (lines.looksAhead) for (const key of keys) lines.look(key);
  const verdicts = keys.map((key, index): string =>
    lines.isNew(index + 1, key) ? 'new' : 'put off',
  );
  for (let part = 0; part < lines.passes; part++) {
    lines.beginPass(part);
    if (lines.looksAhead) {
      keys.forEach((key, index) => {
        lines.settle(index + 1, key);
      });
    }
    keys.forEach((key, index) => {
      if (!lines.mayConcern(index + 1)) return;
      const verdict = lines.judge(index + 1, key);
      if (verdict === 'done') return;
      if (verdicts[index] !== 'put off') throw new Error(`line ${String(index)} judged twice`);
      verdicts[index] = verdict;
    });
  }
  expect(verdicts).not.toContain('put off');
  return verdicts.map((verdict) => verdict === 'refuse');
}

describe('LineKeys', () => {
  it.each(['first', 'last'] as const)('lets the %s line count, as a list would tell', (counts) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(few, few), { maxLength: 80 }), (keys) => {
        const texts = keys.map((key) => JSON.stringify(key));
        const expected = texts.map((text, index) =>
          counts === 'first' ? texts.indexOf(text) < index : texts.lastIndexOf(text) > index,
        );
        expect(repeated(keys, 1_000, counts)).toEqual(expected);
      }),
    );
  });

  it.each([
    ['first', 30_000, 1],
    ['last', 0, 1],
    // With room for a hash of each line, and for all but the last of them.
    ['first', 30_000, 32_001],
    ['first', 30_000, 32_000],
  ] as const)(
    'is exact (%s) where memory is far too small, in several passes',
    (counts, from, fileBytes) => {
      const keys = Array.from({ length: 32_000 }, (_, n) => [n % 30_000, 'x']);
      const refused = repeated(keys, fileBytes, counts, 3_000);
      expect(refused.findIndex(Boolean)).toBe(from);
      expect(refused.filter(Boolean)).toHaveLength(2_000);
      expect(refused.lastIndexOf(true)).toBe(from + 1_999);
    },
  );

  it('puts next to no line off without need', () => {
    const lines = new LineKeys([0], 60 * 100_000);
    for (let n = 0; n < 100_000; n++) lines.isNew(n, [`LOG-${String(n)}`]);
    expect(lines.putOff).toBeLessThan(200);
  });
});
