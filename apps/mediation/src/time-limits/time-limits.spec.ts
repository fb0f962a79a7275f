import { localDate as day } from '@passerelle/kernel';

import { BENEFITS } from '../cases/referral.js';
import {
  CONTESTED,
  contestedBy,
  plainDeadline,
  TIME_LIMITS,
  type TimeLimit,
  timeLimitFor,
} from './time-limits.js';

const ON = day('2024-01-15');
const CRA = 'commission_de_recours_amiable';
const RAPO = 'prior_administrative_appeal';
const POLE_SOCIAL = 'tribunal_judiciaire_pole_social';
const TA = 'tribunal_administratif';

describe('timeLimitFor', () => {
  it.each([
    // contested, remedy, article, court, months, silence, next court
    ['family', CRA, 'R142-1 CSS', POLE_SOCIAL, 'verified', 'verified', 'verified'],
    ['childcare', CRA, 'R142-1 CSS', POLE_SOCIAL, 'verified', 'verified', 'verified'],
    ['disability', CRA, 'R142-1 CSS', POLE_SOCIAL, 'verified', 'verified', 'verified'],
    ['ajpa', CRA, 'L168-14 CSS', POLE_SOCIAL, 'verified', 'verified', 'verified'],
    ['rsa', RAPO, 'L262-47 CASF', TA, 'verified', 'verified', 'verified'],
    ['housing', RAPO, 'L825-2 CCH', TA, 'unverified', 'unverified', 'verified'],
    ['prime_activite', CRA, 'R847-2 CSS', TA, 'verified', 'verified', 'verified'],
    ['penalty', 'none_before_court', 'L142-4 CSS', POLE_SOCIAL, 'verified', 'verified', 'verified'],
  ] as const)(
    '%s: %s',
    (contested, remedy, article, nextCourt, monthsTrust, silenceTrust, nextCourtTrust) => {
      expect(timeLimitFor(contested, ON)).toMatchObject({
        months: 2,
        remedy,
        article,
        nextCourt,
        monthsTrust,
        silenceTrust,
        nextCourtTrust,
      });
    },
  );

  it('knows no limit for another benefit', () => {
    expect(timeLimitFor('other', ON)).toBeNull();
  });

  it.each([
    ['2019-12-31', null],
    ['2020-01-01', TA],
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

  it('never has two rows in force on the same day', () => {
    for (const contested of CONTESTED) {
      const rows = TIME_LIMITS.filter((limit) => limit.contested === contested);
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

  it('names the article of each verified limit and silence', () => {
    for (const limit of TIME_LIMITS) {
      if (limit.monthsTrust === 'verified') expect(limit.article).toMatch(/\d/);
      if (limit.silenceTrust === 'verified' && limit.silenceMonths !== null) {
        expect(limit.silenceArticle?.fr).toMatch(/\d/);
        expect(limit.silenceArticle?.en).toMatch(/\d/);
      }
    }
  });

  it('cites articles and sources in the language of the reader', () => {
    const cited = TIME_LIMITS.flatMap(({ silenceArticle, source }) =>
      silenceArticle === null ? [source] : [silenceArticle, source],
    );
    for (const { fr, en } of cited) {
      expect(fr).not.toMatch(/\b(?:and|on|to|July)\b/);
      expect(en).not.toMatch(/\b(?:et|sur|à|juillet)\b/);
    }
  });
});

describe('contestedBy', () => {
  it.each(BENEFITS)('a decision on %s, or a penalty whatever the benefit', (benefit) => {
    expect(contestedBy({ benefit, reason: 'overpayment' })).toBe(benefit);
    expect(contestedBy({ benefit, reason: 'penalty' })).toBe('penalty');
  });
});

describe('plainDeadline', () => {
  it.each([
    ['2024-01-15', '2024-03-15'],
    ['2023-12-31', '2024-02-29'],
    ['2022-12-31', '2023-02-28'],
    ['2026-09-01', '2026-11-01'],
  ])('notified on %s: %s, on whatever day of the week', (notifiedOn, deadline) => {
    const [family] = TIME_LIMITS as [TimeLimit, ...TimeLimit[]];
    expect(plainDeadline(family, day(notifiedOn))).toBe(deadline);
  });
});
