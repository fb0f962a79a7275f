import fc from 'fast-check';

import { LineFaults } from './line-faults.js';

describe('the faults of a chunk', () => {
  const fault = fc.record({
    line: fc.integer({ min: 1, max: 40 }),
    field: fc.constant(null),
    code: fc.constant('x'),
    doubt: fc.boolean(),
  });

  it('count every line and every fault, whatever is kept of them', () => {
    fc.assert(
      fc.property(
        fc.array(fault),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 30 }),
        (all, perLine, perImport) => {
          const one = new LineFaults({ perLine, perImport });
          for (const each of all) one.add(each);
          const faults = new LineFaults({ perLine, perImport });
          faults.addAll(one);
          const summary = faults.summary();
          const refused = new Set(all.filter(({ doubt }) => !doubt).map(({ line }) => line));
          const faulty = new Set(all.map(({ line }) => line));
          expect(summary.rejected).toBe(refused.size);
          expect(summary.toConfirm).toBe(faulty.size - refused.size);
          expect(linesOf(summary.refusedLines)).toEqual([...refused].sort((a, b) => a - b));
          expect(summary.found).toBe(all.length);
          expect(summary.kept.length).toBeLessThanOrEqual(perImport);
          for (const line of faulty) {
            const kept = summary.kept.filter((each) => each.line === line);
            expect(kept.length).toBeLessThanOrEqual(perLine);
          }
        },
      ),
    );
  });

  it('that are few are all kept, in their order', () => {
    const faults = new LineFaults({ perLine: 2, perImport: 10 });
    const all = [7, 7, 7, 8].map((line) => ({ line, field: null, code: 'x', doubt: false }));
    for (const each of all) faults.add(each);
    expect(faults.summary().kept.map(({ line }) => line)).toEqual([7, 7, 8]);
    expect(faults.summary()).toMatchObject({ found: 4, refusedLines: '{[7,8]}' });
  });
});

function linesOf(multirange: string): number[] {
  return [...multirange.matchAll(/\[(\d+),(\d+)\]/g)].flatMap(([, first, last]) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, n) => Number(first) + n),
  );
}
