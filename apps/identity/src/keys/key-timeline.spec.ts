import fc from 'fast-check';

import { isRotationDue, outlivedAt, signerAt, TOLERANCE_MS } from './key-timeline.js';

const key = (kid: string, at: string) => ({ kid, signsFrom: new Date(at) });
const OLD = key('old', '2024-01-01T00:00:00Z');
const NEXT = key('next', '2024-03-01T00:00:00Z');
const TEN_MINUTES = 600_000;

describe('signing keys over time', () => {
  it.each([
    ['2024-02-29T23:59:59Z', 'old'],
    ['2024-03-01T00:00:00Z', 'next'],
  ])('at %s the key "%s" signs', (at, kid) => {
    expect(signerAt([OLD, NEXT], new Date(at))?.kid).toBe(kid);
  });

  it.each<[string, string[]]>([
    ['2024-02-28T00:00:00Z', []],
    ['2024-03-01T00:11:59Z', []],
    ['2024-03-01T00:12:00Z', ['old']],
  ])('at %s %j are no longer needed', (at, kids) => {
    const keys = [OLD, NEXT];
    const gone = keys.filter(({ kid }) => kids.includes(kid));
    expect(outlivedAt(keys, new Date(at), TEN_MINUTES)).toEqual(gone);
  });

  it('have no signer before the first key may sign', () => {
    const before = new Date('2023-12-31T23:59:59Z');
    expect(signerAt([NEXT, OLD], before)).toBeUndefined();
    expect(outlivedAt([NEXT, OLD], before, TEN_MINUTES)).toEqual([]);
  });

  it('are given in any order', () => {
    const last = key('last', '2024-06-01T00:00:00Z');
    const keys = [NEXT, last, OLD];
    const given = [...keys];
    expect(signerAt(keys, new Date('2024-05-01T00:00:00Z'))?.kid).toBe('next');
    expect(signerAt(keys, new Date('2024-07-01T00:00:00Z'))?.kid).toBe('last');
    expect(outlivedAt(keys, new Date('2024-07-01T00:00:00Z'), TEN_MINUTES)).toEqual([NEXT, OLD]);
    expect(keys).toEqual(given);
  });

  it('never drops a key whose tokens may still be valid, nor the key that signs', () => {
    const days = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(fc.array(days, { minLength: 1, maxLength: 6 }), days, (starts, today) => {
        const at = (day: number) => new Date(Date.UTC(2024, 0, 1 + day));
        const keys = starts.map((day, index) => ({ kid: String(index), signsFrom: at(day) }));
        const now = new Date(at(today).getTime() + 60_000);
        const gone = new Set(outlivedAt(keys, now, TEN_MINUTES).map(({ kid }) => kid));
        for (let before = 0; before <= TEN_MINUTES + TOLERANCE_MS - 1; before += 60_000) {
          const signer = signerAt(keys, new Date(now.getTime() - before));
          if (signer !== undefined) expect(gone.has(signer.kid)).toBe(false);
        }
      }),
    );
  });

  it('is due for the next key once the newest key is older than its life', () => {
    const month = 30 * 86_400_000;
    expect(isRotationDue([OLD], new Date('2024-01-30T23:59:59Z'), month)).toBe(false);
    expect(isRotationDue([OLD], new Date('2024-01-31T00:00:00Z'), month)).toBe(true);
    expect(isRotationDue([OLD, NEXT], new Date('2024-02-10T00:00:00Z'), month)).toBe(false);
  });
});
