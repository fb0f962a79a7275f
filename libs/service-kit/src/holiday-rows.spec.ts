import { localDate, NATIONAL_HOLIDAYS, WorkingCalendar } from '@passerelle/kernel';

import { platformSettings } from './platform-settings.js';
import { problemsOf, readSettings } from './settings.js';

const rows = (text: string) =>
  readSettings(platformSettings, { PASSERELLE_HOLIDAYS: text }).holidays;

describe('further public holidays', () => {
  it('are none by default', () => {
    expect(readSettings(platformSettings, {}).holidays).toEqual([]);
  });

  it.each([
    ['12-26 Saint-Étienne', { falls: { monthDay: '12-26' }, from: null, to: null }],
    ['02-29 Jour bissextile', { falls: { monthDay: '02-29' } }],
    ['easter-2 Vendredi saint', { falls: { daysAfterEaster: -2 }, name: 'Vendredi saint' }],
    ['easter+1  Lundi', { falls: { daysAfterEaster: 1 }, name: 'Lundi' }],
    ['2027-03-08 Jour exceptionnel', { falls: { on: '2027-03-08' } }],
    ['05-27 1983-05-27.. Abolition', { from: '1983-05-27', to: null, name: 'Abolition' }],
    ['05-27 ..2030-12-31 Abolition', { from: null, to: '2030-12-31' }],
    ['05-27 1983-05-27..2030-12-31 Abolition', { from: '1983-05-27', to: '2030-12-31' }],
  ])('%s', (text, expected) => {
    expect(rows(text)).toMatchObject([expected]);
  });

  it('come one a line, as in a file, or separated by semicolons', () => {
    const names = (text: string) => rows(text).map(({ name }) => name);
    expect(names('12-26 A; easter-2 B;\n\n2027-03-08 C\n')).toEqual(['A', 'B', 'C']);
  });

  it.each(['12-26', '13-01 x', '02-30 x', 'easter2 x', '2027-02-29 x', '12-26 2020-13-01.. x'])(
    'refuse %s, and name it',
    (text) => {
      const [problem] = problemsOf(platformSettings, { PASSERELLE_HOLIDAYS: `12-26 A; ${text}` });
      expect(problem).toContain('PASSERELLE_HOLIDAYS');
      expect(problem).toContain(`not a holiday: "${text}"`);
    },
  );

  it('are days off of the calendar', () => {
    const calendar = new WorkingCalendar([
      ...NATIONAL_HOLIDAYS,
      ...rows('easter-2 Vendredi saint'),
    ]);
    expect(calendar.nextWorkingDay(localDate('2026-04-03'))).toBe('2026-04-07');
  });
});
