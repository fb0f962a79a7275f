import fc from 'fast-check';

import { type Holiday, holidayIn, NATIONAL_HOLIDAYS } from './holidays.js';
import { addDays, dayOfWeek, daysBetween, localDate } from './local-date.js';
import { NATIONAL_CALENDAR, WorkingCalendar } from './working-calendar.js';

const RUNS = { numRuns: 1_000 };
const EXCEPTIONAL = { from: null, to: null, source: 'test' } as const;
const single = (day: string): Holiday => ({
  name: 'Jour exceptionnel',
  falls: { on: localDate(day) },
  ...EXCEPTIONAL,
});
const withFurther = (...rows: Holiday[]) => new WorkingCalendar([...NATIONAL_HOLIDAYS, ...rows]);

describe('the national holidays', () => {
  it('are eleven, with those that follow Easter', () => {
    expect([...NATIONAL_CALENDAR.holidays(2024)].sort()).toEqual([
      '2024-01-01',
      '2024-04-01',
      '2024-05-01',
      '2024-05-08',
      '2024-05-09',
      '2024-05-20',
      '2024-07-14',
      '2024-08-15',
      '2024-11-01',
      '2024-11-11',
      '2024-12-25',
    ]);
  });

  it.each([
    [1818, '1818-03-23'],
    [1900, '1900-04-16'],
    [1954, '1954-04-19'],
    [1981, '1981-04-20'],
    [2049, '2049-04-19'],
    [2076, '2076-04-20'],
    [2100, '2100-03-29'],
    [2023, '2023-04-10'],
    [2025, '2025-04-21'],
    [2026, '2026-04-06'],
    [2038, '2038-04-26'],
  ])('have Easter Monday of %i on %s', (year, monday) => {
    expect(NATIONAL_CALENDAR.holidays(year).has(localDate(monday))).toBe(true);
  });

  it('exist in the first year of the calendar too', () => {
    expect(NATIONAL_CALENDAR.holidays(1).has(localDate('0001-05-01'))).toBe(true);
  });
});

describe('a row', () => {
  it.each<[string, Partial<Holiday>, number, string | null]>([
    ['each year', { falls: { monthDay: '12-26' } }, 2026, '2026-12-26'],
    ['before Easter', { falls: { daysAfterEaster: -2 } }, 2026, '2026-04-03'],
    ['one day', { falls: { on: localDate('2026-06-19') } }, 2026, '2026-06-19'],
    ['one day, another year', { falls: { on: localDate('2026-06-19') } }, 2027, null],
    ['29 February', { falls: { monthDay: '02-29' } }, 2024, '2024-02-29'],
    ['29 February, a year without it', { falls: { monthDay: '02-29' } }, 2026, null],
    ['its first day', { from: localDate('2026-12-26') }, 2026, '2026-12-26'],
    ['before its first day', { from: localDate('2026-12-27') }, 2026, null],
    ['its last day', { to: localDate('2026-12-26') }, 2026, '2026-12-26'],
    ['after its last day', { to: localDate('2026-12-25') }, 2026, null],
  ])('%s', (_, row, year, expected) => {
    const holiday = { name: 'x', falls: { monthDay: '12-26' }, ...EXCEPTIONAL, ...row };
    expect(holidayIn(year, holiday)).toBe(expected);
  });
});

describe('working days', () => {
  it.each([
    ['2024-03-29', true],
    ['2024-03-30', false],
    ['2024-04-01', false],
    ['2024-04-02', true],
  ])('%s: %p', (day, expected) => {
    expect(NATIONAL_CALENDAR.isWorkingDay(localDate(day))).toBe(expected);
  });

  it.each([
    ['a long weekend', '2024-03-30', '2024-04-02'],
    ['a working day', '2024-04-02', '2024-04-02'],
    ['a Sunday', '2026-11-08', '2026-11-09'],
    ['a holiday in the week', '2026-11-11', '2026-11-12'],
    ['a holiday on a Sunday', '2026-11-01', '2026-11-02'],
  ])('next after %s', (_, day, expected) => {
    expect(NATIONAL_CALENDAR.nextWorkingDay(localDate(day))).toBe(expected);
  });

  it('end with the calendar', () => {
    const last = localDate('9999-12-31');
    expect(withFurther(single(last)).nextWorkingDay(last)).toBe(last);
  });

  it('follow further rows', () => {
    const calendar = withFurther(single('2024-04-02'), single('2024-04-03'));
    expect(calendar.nextWorkingDay(localDate('2024-03-30'))).toBe('2024-04-04');
  });
});

describe('the next working day, over random days and further holidays', () => {
  const START = localDate('2020-01-01');
  const anyDay = fc.nat({ max: 4_000 }).map((days) => addDays(START, days));
  const further = fc.array(
    fc.nat({ max: 4_000 }).map((days) => single(addDays(START, days))),
    { maxLength: 400 },
  );

  it('is the first working day on or after the day', () => {
    fc.assert(
      fc.property(anyDay, further, (day, rows) => {
        const calendar = withFurther(...rows);
        const next = calendar.nextWorkingDay(day);
        expect(next >= day).toBe(true);
        expect(calendar.isWorkingDay(next)).toBe(true);
        for (let passed = 0; passed < daysBetween(day, next); passed += 1) {
          expect(calendar.isWorkingDay(addDays(day, passed))).toBe(false);
        }
        expect(dayOfWeek(next)).toBeLessThan(6);
      }),
      RUNS,
    );
  });

  it('never comes earlier when a holiday is added', () => {
    fc.assert(
      fc.property(anyDay, further, anyDay, (day, rows, added) => {
        const before = withFurther(...rows).nextWorkingDay(day);
        const after = withFurther(...rows, single(added)).nextWorkingDay(day);
        expect(after >= before).toBe(true);
        if (added !== before) expect(after).toBe(before);
      }),
      RUNS,
    );
  });
});
