import { addDays, localDate, type LocalDate } from '@passerelle/kernel';
import fc from 'fast-check';
import {
  endOfDay,
  inForce,
  knownAt,
  knownFromDay,
  layOut,
  type Period,
  place,
  PublishedTooEarly,
} from './timeline.js';

interface Amount {
  readonly effectiveFrom: LocalDate;
  readonly value: string;
}
const day = (n: number): LocalDate => addDays(localDate('2024-01-01'), n);
const amount = (from: string, value: string): Amount => ({ effectiveFrom: localDate(from), value });

/** Publications in the order in which they become known; several a day may come. */
const publications = fc
  .array(
    fc.record({
      from: fc.integer({ min: 0, max: 12 }),
      known: fc.integer({ min: 0, max: 8 }),
      value: fc.integer({ min: 1, max: 99 }),
    }),
    { maxLength: 14 },
  )
  .map((list) =>
    [...list]
      .sort((a, b) => a.known - b.known)
      .map(({ from, known, value }) => ({
        figure: { effectiveFrom: day(from), value: String(value) },
        knownFrom: known,
      })),
  );

/** What the periods stand for, said slowly: the latest first day that is known, as last published. */
function slowly(
  list: readonly { figure: Amount; knownFrom: number }[],
  on: LocalDate,
  instant: number,
): string | undefined {
  const candidates = list.filter(
    ({ figure, knownFrom }) => knownFrom <= instant && figure.effectiveFrom <= on,
  );
  const best = candidates.reduce<Amount | undefined>(
    (found, { figure }) => (!found || figure.effectiveFrom >= found.effectiveFrom ? figure : found),
    undefined,
  );
  return best?.value;
}

function overlap(a: Period<Amount>, b: Period<Amount>): boolean {
  const inTime = (aTo: string | null, bFrom: string): boolean => aTo === null || bFrom < aTo;
  return (
    inTime(a.effectiveTo, b.effectiveFrom) &&
    inTime(b.effectiveTo, a.effectiveFrom) &&
    (a.knownTo === null || b.knownFrom < a.knownTo) &&
    (b.knownTo === null || a.knownFrom < b.knownTo)
  );
}

describe('timeline', () => {
  it('knows the AAH of April 2024 from the day of its decree, 30 April', () => {
    const periods = layOut([
      { figure: amount('2023-04-01', '971.37'), knownFrom: knownFromDay(localDate('2023-04-29')) },
      { figure: amount('2024-04-01', '1016.05'), knownFrom: knownFromDay(localDate('2024-04-30')) },
    ]);
    const read = (on: string, knownOn: string): string | undefined =>
      inForce(knownAt(periods, endOfDay(localDate(knownOn))), localDate(on))?.figure.value;
    expect(read('2024-04-01', '2024-03-28')).toBe('971.37');
    expect(read('2024-04-01', '2024-04-29')).toBe('971.37');
    expect(read('2024-04-01', '2024-04-30')).toBe('1016.05');
    expect(read('2024-03-31', '2024-04-30')).toBe('971.37');
    expect(read('2023-04-01', '2023-04-28')).toBeUndefined();
  });

  it('keeps a corrected value readable as it was known', () => {
    const first = amount('2024-04-01', '100.00');
    const [open] = place([], first, 10).added;
    const { closed, added } = place(open ? [open] : [], amount('2024-04-01', '101.00'), 20);
    expect(closed).toBe(open);
    expect(added).toHaveLength(1);
    expect(added[0]).toMatchObject({ effectiveTo: null, knownFrom: 20 });
  });

  it('refuses a publication that precedes what it changes', () => {
    const [open] = place([], amount('2024-04-01', '1'), 20).added;
    const periods = open ? [open] : [];
    expect(() => place(periods, amount('2024-05-01', '2'), 20)).toThrow(PublishedTooEarly);
    expect(() => place(periods, amount('2024-05-01', '2'), 19)).toThrow(PublishedTooEarly);
    expect(() => place(periods, amount('2024-03-01', '2'), 20)).toThrow(PublishedTooEarly);
    expect(place(periods, amount('2024-03-01', '2'), 21).closed).toBeNull();
  });

  it('never lets two periods of a series overlap', () => {
    fc.assert(
      fc.property(publications, (list) => {
        const periods = layOut(list);
        periods.forEach((a, i) =>
          periods.slice(i + 1).forEach((b) => expect(overlap(a, b)).toBe(false)),
        );
      }),
    );
  });

  it('keeps the history contiguous, whatever is known', () => {
    fc.assert(
      fc.property(publications, fc.integer({ min: 0, max: 9 }), (list, instant) => {
        const history = knownAt(layOut(list), instant);
        history.forEach((period, i) =>
          expect(period.effectiveTo).toBe(history[i + 1]?.effectiveFrom ?? null),
        );
      }),
    );
  });

  it('answers every pair of days as the publications say', () => {
    fc.assert(
      fc.property(publications, (list) => {
        const periods = layOut(list);
        for (let instant = 0; instant <= 9; instant += 1) {
          const history = knownAt(periods, instant);
          for (let on = -1; on <= 13; on += 1) {
            expect(inForce(history, day(on))?.figure.value).toBe(slowly(list, day(on), instant));
          }
        }
      }),
    );
  });

  it('comes to the same, one publication at a time or all at once', () => {
    fc.assert(
      fc.property(publications, (list) => {
        let periods: Period<Amount>[] = [];
        const spaced = list.map(({ figure }, i) => ({ figure, knownFrom: i }));
        for (const { figure, knownFrom } of spaced) {
          const { closed, added } = place(
            periods.filter(({ knownTo }) => knownTo === null),
            figure,
            knownFrom,
          );
          periods = periods.map((p) => (p === closed ? { ...p, knownTo: knownFrom } : p));
          periods.push(...added);
        }
        const all = layOut(spaced);
        for (let instant = 0; instant <= list.length; instant += 1) {
          expect(knownAt(periods, instant).map(({ knownFrom: _, knownTo: __, ...p }) => p)).toEqual(
            knownAt(all, instant).map(({ knownFrom: _, knownTo: __, ...p }) => p),
          );
        }
      }),
    );
  });
});
