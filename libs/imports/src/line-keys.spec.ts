import fc from 'fast-check';

import { LineKeys } from './line-keys.js';

const few = fc.constantFrom('a', 'b', 'a\t', '', 'é', 'ab', null, 1);

/** Both passes over a file of these keys. */
function repeated(
  keys: readonly (readonly (string | number | null)[])[],
  fileBytes: number,
): boolean[] {
  const lines = new LineKeys([0, 1], fileBytes);
  const verdicts = keys.map((key): string => (lines.isNew(key) ? 'new' : 'put off'));
  for (let part = 0; part < lines.passes; part++) {
    lines.beginPass(part);
    keys.forEach((key, index) => {
      const verdict = lines.judge(key);
      if (verdict === 'done') return;
      if (verdicts[index] !== 'put off') throw new Error(`line ${String(index)} judged twice`);
      verdicts[index] = verdict;
    });
  }
  expect(verdicts).not.toContain('put off');
  return verdicts.map((verdict) => verdict === 'duplicate');
}

describe('LineKeys', () => {
  it('finds what a set would find', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(few, few), { maxLength: 80 }), (keys) => {
        const known = new Set<string>();
        const expected = keys.map((key) => {
          const text = JSON.stringify(key);
          const isKnown = known.has(text);
          known.add(text);
          return isKnown;
        });
        expect(repeated(keys, 1_000)).toEqual(expected);
      }),
    );
  });

  it('is exact where its memory is far too small, and in several passes', () => {
    const keys = Array.from({ length: 300_000 }, (_, n) => [n % 290_000, 'x']);
    const duplicates = repeated(keys, 1);
    expect(duplicates.findIndex(Boolean)).toBe(290_000);
    expect(duplicates.filter(Boolean)).toHaveLength(10_000);
  });

  it('puts next to no line off without need', () => {
    const lines = new LineKeys([0], 60 * 100_000);
    for (let n = 0; n < 100_000; n++) lines.isNew([`LOG-${String(n)}`]);
    expect(lines.putOff).toBeLessThan(200);
  });
});
