import fc from 'fast-check';

import { addDays, localDate } from '@passerelle/kernel';

import { nextWaveAfter, outcomeOf, plannedWaves, waveDueOn } from './reminder-plan.js';

const CAMPAIGN = {
  referenceYear: 2023,
  opensOn: localDate('2023-08-01'),
  suspensionOn: localDate('2024-01-15'),
  closesOn: localDate('2024-03-31'),
  correctionEndsOn: localDate('2024-06-30'),
};
const RULE = { months: [8, 9, 10, 11, 12], day: 5 };

describe('the reminders of a campaign', () => {
  it('come once a month from August to December', () => {
    expect(plannedWaves(CAMPAIGN, RULE).map(({ dueOn }) => dueOn)).toEqual([
      '2023-08-05',
      '2023-09-05',
      '2023-10-05',
      '2023-11-05',
      '2023-12-05',
    ]);
  });

  it.each([
    ['2023-08-04', null],
    ['2023-08-05', 8],
    ['2023-08-31', 8],
    ['2023-09-01', null],
    ['2023-12-31', 12],
    ['2024-01-05', null],
    ['2022-09-10', null],
  ])('on %s the wave of month %s is due', (day, month) => {
    const wave = waveDueOn(CAMPAIGN, RULE, localDate(day));
    expect(wave === null ? null : wave.month).toBe(month);
  });

  it('stay within the campaign, whatever months are set', () => {
    const late = { ...CAMPAIGN, opensOn: localDate('2023-09-06') };
    expect(plannedWaves(late, RULE).map(({ month }) => month)).toEqual([10, 11, 12]);
    const waves = plannedWaves(CAMPAIGN, { months: [12, 8, 8, 3], day: 28 });
    expect(waves.map(({ month }) => month)).toEqual([8, 12]);
  });

  it('include the days of opening and closing', () => {
    const short = { opensOn: localDate('2023-09-05'), closesOn: localDate('2023-11-05') };
    const campaign = { ...CAMPAIGN, ...short };
    expect(plannedWaves(campaign, RULE).map(({ month }) => month)).toEqual([9, 10, 11]);
    const due = ['2023-11-05', '2023-11-06'].map((day) =>
      waveDueOn(campaign, RULE, localDate(day)),
    );
    expect(due.map((wave) => wave?.month)).toEqual([11, undefined]);
  });

  it('have a next day, until the last wave', () => {
    expect(nextWaveAfter(CAMPAIGN, RULE, localDate('2023-08-05'))).toBe('2023-09-05');
    expect(nextWaveAfter(CAMPAIGN, RULE, localDate('2023-12-05'))).toBeNull();
  });

  it('are due from the day of the rule to the end of each month', () => {
    const days = fc.integer({ min: 0, max: 400 }).map((n) => addDays(CAMPAIGN.opensOn, n));
    fc.assert(
      fc.property(days, (day) => {
        const wave = waveDueOn(CAMPAIGN, RULE, day);
        const due = day < '2024-01-01' && Number(day.slice(8)) >= RULE.day;
        expect(wave?.month ?? null).toBe(due ? Number(day.slice(5, 7)) : null);
      }),
    );
  });
});

describe('a reminder that was recorded for September', () => {
  it.each([
    // day, tenants missing, contact, outcome
    ['2023-09-05', 3, true, 'requested'],
    ['2023-09-30', 1, true, 'requested'],
    ['2023-09-05', 3, false, null],
    ['2023-09-30', 3, false, null],
    ['2023-09-05', 0, true, 'declared'],
    ['2023-09-05', 0, false, 'declared'],
    ['2023-10-01', 3, true, 'lapsed'],
    ['2023-10-01', 3, false, 'no_contact'],
    ['2023-10-01', 0, false, 'declared'],
    ['2024-02-01', 3, true, 'lapsed'],
  ])('on %s with %i missing, contact %p: %s', (day, missing, hasContact, expected) => {
    const reminder = { referenceYear: 2023, month: 9, missing, hasContact };
    expect(outcomeOf(reminder, localDate(day))).toBe(expected);
  });
});
