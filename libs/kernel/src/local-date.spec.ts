import fc from 'fast-check';

import {
  addDays,
  addMonths,
  dayOfWeek,
  daysBetween,
  isLocalDate,
  latest,
  localDate,
  parisDay,
  startOfParisDay,
  yearOf,
} from './local-date.js';

const anyDay = fc
  .integer({ min: -20_000, max: 40_000 })
  .map((offset) => addDays(localDate('2000-01-01'), offset));

describe('isLocalDate', () => {
  it.each(['2024-02-29', '2023-12-31', '0001-01-01'])('accepts %s', (text) => {
    expect(isLocalDate(text)).toBe(true);
  });

  it.each([
    '2023-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-W10-1',
    '2024-060',
    '20240301',
    '2024-3-1',
    '2024-03-01T00:00:00Z',
    '2024-03-01T00:00',
    '2024-03-01[u-ca=gregory]',
    '+002024-03-01',
    '0000-01-01',
    ' 2024-03-01',
    '',
    20240301,
    ['2024-03-01'],
    null,
  ])('refuses %p', (value) => {
    expect(isLocalDate(value)).toBe(false);
  });
});

describe('localDate', () => {
  it('refuses what is no day, and says what it was', () => {
    expect(() => localDate('2023-02-29')).toThrow('not a calendar day: "2023-02-29"');
  });
});

describe('days in Paris', () => {
  it.each([
    ['2024-03-30T22:59:59Z', '2024-03-30'],
    ['2024-03-30T23:00:00Z', '2024-03-31'],
    ['2024-03-31T21:59:59Z', '2024-03-31'],
    ['2024-03-31T22:00:00Z', '2024-04-01'],
    ['2024-10-27T22:59:59Z', '2024-10-27'],
    ['2024-12-31T23:00:00Z', '2025-01-01'],
  ])('%s is on %s', (instant, day) => {
    expect(parisDay(new Date(instant))).toBe(day);
  });

  it('a day starts where the previous one ends, whatever the clocks do', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const start = startOfParisDay(day);
        expect(parisDay(start)).toBe(day);
        expect(parisDay(new Date(start.getTime() - 1))).toBe(addDays(day, -1));
      }),
    );
  });
});

describe('arithmetic', () => {
  it.each([
    ['9999-01-01', 1, '9999-01-02'],
    ['9999-12-31', 1, '9999-12-31'],
    ['0001-01-03', -1, '0001-01-02'],
    ['0001-01-01', -1, '0001-01-01'],
  ])('%s and %i days are %s: the calendar has a first and a last day', (day, days, expected) => {
    expect(addDays(localDate(day), days)).toBe(expected);
  });

  it('adds and counts days as inverses', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (day, n) => {
        expect(daysBetween(day, addDays(day, n))).toBe(n);
      }),
    );
  });

  it.each([
    ['2024-01-15', 2, '2024-03-15'],
    ['2023-12-31', 2, '2024-02-29'],
    ['2022-12-31', 2, '2023-02-28'],
    ['2024-03-31', -1, '2024-02-29'],
  ])('%s + %i months is %s', (day, months, expected) => {
    expect(addMonths(localDate(day), months)).toBe(expected);
  });

  it('ends with the calendar, whose years have four digits', () => {
    expect(addMonths(localDate('9999-12-31'), 2)).toBe('9999-12-31');
    expect(addDays(localDate('9999-12-31'), 1)).toBe('9999-12-31');
    expect(addDays(localDate('0001-01-01'), -1)).toBe('0001-01-01');
    expect(addMonths(localDate('0001-01-31'), -1)).toBe('0001-01-01');
  });

  it('names weekdays, years and the latest of several days', () => {
    expect(dayOfWeek(localDate('2024-03-28'))).toBe(4);
    expect(yearOf(localDate('2024-03-28'))).toBe(2024);
    expect(latest(localDate('2024-03-28'), localDate('2024-04-01'), localDate('2023-12-31'))).toBe(
      '2024-04-01',
    );
  });
});
