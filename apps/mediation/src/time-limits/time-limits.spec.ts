import { localDate as day } from '@passerelle/kernel';

import { BENEFITS } from '../cases/referral.js';
import { defaultDeadline, TIME_LIMITS, type TimeLimit, timeLimitFor } from './time-limits.js';

const ON = day('2024-01-15');

describe('timeLimitFor', () => {
  it.each([
    [
      'family',
      'commission_de_recours_amiable',
      'R142-1 CSS',
      'tribunal_judiciaire_pole_social',
      'verified',
    ],
    [
      'childcare',
      'commission_de_recours_amiable',
      'R142-1 CSS',
      'tribunal_judiciaire_pole_social',
      'unverified',
    ],
    [
      'disability',
      'commission_de_recours_amiable',
      'R142-1 CSS',
      'tribunal_judiciaire_pole_social',
      'unverified',
    ],
    ['rsa', 'prior_administrative_appeal', 'L262-47 CASF', 'tribunal_administratif', 'verified'],
    [
      'housing',
      'prior_administrative_appeal',
      'L825-2 CCH',
      'tribunal_administratif',
      'unverified',
    ],
    [
      'prime_activite',
      'commission_de_recours_amiable',
      null,
      'tribunal_administratif',
      'unverified',
    ],
  ] as const)('%s: %s', (benefit, remedy, article, nextCourt, monthsTrust) => {
    expect(timeLimitFor(benefit, ON)).toMatchObject({
      months: 2,
      remedy,
      article,
      nextCourt,
      monthsTrust,
    });
  });

  it('knows no limit for another benefit', () => {
    expect(timeLimitFor('other', ON)).toBeNull();
    expect(defaultDeadline('other', ON)).toBeNull();
  });

  it.each([
    ['2019-12-31', null],
    ['2020-01-01', 'tribunal_administratif'],
  ])('housing on %s: %s', (on, court) => {
    expect(timeLimitFor('housing', day(on))?.nextCourt ?? null).toBe(court);
  });

  it('follows a change of the law', () => {
    const [family] = TIME_LIMITS as [TimeLimit, ...TimeLimit[]];
    const limits = [
      { ...family, effectiveTo: day('2025-12-31') },
      { ...family, months: 3, effectiveFrom: day('2026-01-01') },
    ];
    expect(timeLimitFor('family', day('2025-12-31'), limits)?.months).toBe(2);
    expect(timeLimitFor('family', day('2026-01-01'), limits)?.months).toBe(3);
  });

  it('never has two rows in force for a benefit on the same day', () => {
    for (const benefit of BENEFITS) {
      const rows = TIME_LIMITS.filter((limit) => limit.benefit === benefit);
      for (const [index, one] of rows.entries()) {
        for (const other of rows.slice(index + 1)) {
          const disjoint = (first: TimeLimit, second: TimeLimit) =>
            first.effectiveTo !== null &&
            second.effectiveFrom !== null &&
            first.effectiveTo < second.effectiveFrom;
          expect(disjoint(one, other) || disjoint(other, one)).toBe(true);
        }
      }
    }
  });
});

describe('defaultDeadline', () => {
  it.each([
    ['2024-01-15', '2024-03-15'],
    ['2023-12-31', '2024-02-29'],
    ['2022-12-31', '2023-02-28'],
  ])('notified on %s: %s', (notifiedOn, deadline) => {
    expect(defaultDeadline('family', day(notifiedOn))).toBe(deadline);
  });
});
