import { localDate } from '@passerelle/kernel';

import { DELAY_RULE, latestTuesday, weekEnding } from './delay-rule.js';

// Published snapshots name this version: other figures need another version.
describe('the rule arrival-window/1', () => {
  it('has these figures (domain D2.1, D2.3)', () => {
    expect(DELAY_RULE).toEqual({
      version: 'arrival-window/1',
      days: 7,
      lower: 0.05,
      upper: 0.95,
      smallSet: 20,
    });
  });
});

describe('weekEnding', () => {
  it('has seven whole days in Paris', () => {
    expect(weekEnding(localDate('2024-03-26'))).toEqual({
      lastDay: '2024-03-26',
      from: new Date('2024-03-19T23:00:00Z'),
      until: new Date('2024-03-26T23:00:00Z'),
    });
  });

  it('is an hour shorter when summer time begins in the week', () => {
    const { from, until } = weekEnding(localDate('2024-03-31'));
    expect((until.getTime() - from.getTime()) / 3_600_000).toBe(7 * 24 - 1);
  });
});

describe('latestTuesday', () => {
  it.each([
    ['2024-03-26', '2024-03-26'],
    ['2024-03-27', '2024-03-26'],
    ['2024-04-01', '2024-03-26'],
    ['2024-04-02', '2024-04-02'],
  ])('on %s: %s', (today, tuesday) => {
    expect(latestTuesday(localDate(today))).toBe(tuesday);
  });
});
