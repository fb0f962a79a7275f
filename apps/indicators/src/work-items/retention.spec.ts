import { localDate, startOfParisDay } from '@passerelle/kernel';

import { weekEnding } from '../delay-rule/delay-rule.js';
import { earliestUpdate, keptSince } from './retention.js';

describe('earliestUpdate', () => {
  it.each([
    ['2024-04-02', 365, '2023-04-09'],
    ['2024-04-02', 366, '2023-04-08'],
    ['2024-04-02', 36_500, '1990-01-01'],
  ])('on %s with %i days is %s', (today, days, expected) => {
    expect(earliestUpdate(localDate(today), days)).toBe(expected);
  });

  it('has a whole week of kept items', () => {
    const today = localDate('2024-04-02');
    const { from } = weekEnding(earliestUpdate(today, 365));
    expect(from).toEqual(startOfParisDay(keptSince(today, 365)));
  });
});
