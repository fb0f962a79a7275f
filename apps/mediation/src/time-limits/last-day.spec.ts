import { addDays, localDate as day, NATIONAL_CALENDAR } from '@passerelle/kernel';
import fc from 'fast-check';

import { LastDay, lastDayRule, mayBeFranc } from './last-day.js';
import { CONTESTED } from './time-limits.js';

const DEFAULTS = { limitsNotRolled: [], limitsFranc: [] };

describe('lastDayRule', () => {
  it('rolls each limit by default, and counts no further day', () => {
    for (const contested of CONTESTED) {
      expect(lastDayRule(contested, DEFAULTS)).toEqual({ rolls: true, franc: false });
    }
  });

  it('is a parameter of each remedy', () => {
    const settings = { limitsNotRolled: ['rsa' as const], limitsFranc: ['housing' as const] };
    expect(lastDayRule('rsa', settings)).toEqual({ rolls: false, franc: false });
    expect(lastDayRule('housing', settings)).toEqual({ rolls: true, franc: true });
    expect(lastDayRule('family', settings)).toEqual({ rolls: true, franc: false });
  });

  it('may be franc before the administrative judge only', () => {
    expect(CONTESTED.filter(mayBeFranc)).toEqual(['rsa', 'housing', 'prime_activite']);
  });
});

describe('LastDay', () => {
  it.each([
    ['a Sunday', { rolls: true, franc: false }, '2026-11-08', '2026-11-08', '2026-11-09'],
    ['a holiday', { rolls: true, franc: false }, '2026-11-11', '2026-11-11', '2026-11-12'],
    ['a working day', { rolls: true, franc: false }, '2026-11-10', '2026-11-10', '2026-11-10'],
    [
      'a remedy that does not roll',
      { rolls: false, franc: false },
      '2026-11-08',
      '2026-11-08',
      '2026-11-08',
    ],
    // Friday and one day is a Saturday, which moves to Monday.
    ['a franc limit', { rolls: true, franc: true }, '2026-11-13', '2026-11-14', '2026-11-16'],
    [
      'a franc limit that does not roll',
      { rolls: false, franc: true },
      '2026-11-13',
      '2026-11-14',
      '2026-11-14',
    ],
  ])('%s', (_, rule, plain, counted, rolled) => {
    const lastDay = new LastDay(rule, NATIONAL_CALENDAR);
    expect(lastDay.counted(day(plain))).toBe(counted);
    expect(lastDay.rolled(day(counted))).toBe(rolled);
  });

  it('is the first working day on or after the counted day', () => {
    const lastDay = new LastDay({ rolls: true, franc: false }, NATIONAL_CALENDAR);
    fc.assert(
      fc.property(fc.nat({ max: 40_000 }), (passed) => {
        const counted = addDays(day('1990-01-01'), passed);
        const rolled = lastDay.rolled(counted);
        expect(rolled).toBe(NATIONAL_CALENDAR.nextWorkingDay(counted));
        expect(NATIONAL_CALENDAR.isWorkingDay(rolled)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
