import { localDate } from './local-date.js';
import { isWorkingDay, nextWorkingDay, publicHolidays } from './working-days.js';

describe('public holidays', () => {
  it('has eleven of them, with those that follow Easter', () => {
    expect([...publicHolidays(2024)].sort()).toEqual([
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
  ])('Easter Monday of %i is %s', (year, monday) => {
    expect(publicHolidays(year).has(localDate(monday))).toBe(true);
  });
});

describe('working days', () => {
  it.each([
    ['2024-03-29', true],
    ['2024-03-30', false],
    ['2024-04-01', false],
    ['2024-04-02', true],
  ])('%s: %p', (day, expected) => {
    expect(isWorkingDay(localDate(day))).toBe(expected);
  });

  it('moves past a long weekend', () => {
    expect(nextWorkingDay(localDate('2024-03-30'))).toBe('2024-04-02');
    expect(nextWorkingDay(localDate('2024-04-02'))).toBe('2024-04-02');
  });
});
