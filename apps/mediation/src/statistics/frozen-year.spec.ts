import fc from 'fast-check';

import { addDays, localDate } from '@passerelle/kernel';

import {
  type CaseDigests,
  countDifferences,
  frozenFor,
  type FrozenYear,
  type YearFigures,
} from './frozen-year.js';

const THRESHOLD = 5;
const TODAY = localDate('2024-04-02');
const cases = (count: number): CaseDigests =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`c${String(n)}`, 'x']));

/** Figures that can be told apart; their members do not matter here. */
function figures(solicitations: number, opened: number | null = null): YearFigures {
  return {
    statistics: { solicitations, national: { opened, meanDaysToDecision: null } },
    report: { nationalSource: opened === null ? null : 'source' },
  } as unknown as YearFigures;
}

const release = (count: number): FrozenYear => ({
  figures: figures(count),
  cases: cases(count),
  releasedOn: localDate('2024-04-01'),
  checkedOn: localDate('2024-04-01'),
});

describe('frozenFor', () => {
  it.each([
    [10, 10, 10],
    [10, 11, 10],
    [10, 14, 10],
    [10, 15, 15],
    [10, 6, 10],
    [10, 5, 5],
    [0, 4, 0],
    [0, 5, 5],
  ])('of %i cases released, with %i today, shows %i', (before, now, shown) => {
    const present = { figures: figures(now), cases: cases(now) };
    const frozen = frozenFor(TODAY, release(before), present, THRESHOLD);
    expect(frozen.figures.statistics.solicitations).toBe(shown);
    expect(frozen.releasedOn).toBe(shown === before ? '2024-04-01' : TODAY);
    expect(frozen.checkedOn).toBe(TODAY);
  });

  it('releases the first figures of a year, however few they count', () => {
    const present = { figures: figures(1), cases: cases(1) };
    expect(frozenFor(TODAY, null, present, THRESHOLD)).toEqual({
      ...present,
      releasedOn: TODAY,
      checkedOn: TODAY,
    });
  });

  it('shows the national figures of the day beside the cases of the last release', () => {
    const present = { figures: figures(11, 350), cases: cases(11) };
    const { figures: shown } = frozenFor(TODAY, release(10), present, THRESHOLD);
    expect(shown).toEqual(figures(10, 350));
  });

  it('never lets two releases that follow one another differ by a small group', () => {
    const digests = fc.dictionary(
      fc.constantFrom(...Array.from({ length: 12 }, (_, n) => `c${String(n)}`)),
      fc.constantFrom('open', 'closed'),
    );
    fc.assert(
      fc.property(fc.array(digests, { minLength: 2, maxLength: 12 }), (days) => {
        let shown: FrozenYear | null = null;
        for (const [n, present] of days.entries()) {
          const before: FrozenYear | null = shown;
          const today = addDays(TODAY, n);
          shown = frozenFor(today, before, { figures: figures(n), cases: present }, THRESHOLD);
          if (before === null) continue;
          const differences = countDifferences(before.cases, shown.cases);
          expect(differences === 0 || differences >= THRESHOLD).toBe(true);
          // What is not released yet is less than a small group more than the present.
          expect(countDifferences(shown.cases, present)).toBeLessThan(THRESHOLD);
        }
      }),
    );
  });
});
