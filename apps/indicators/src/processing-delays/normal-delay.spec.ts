import { localDate } from '@passerelle/kernel';

import { estimateDelay } from './normal-delay.js';

/** The mails of the webinar (domain D1.2): the oldest were 20 days old at the update. */
const MAILS = { updatedOn: localDate('2024-03-26'), arrivedFrom: localDate('2024-03-06') };

/** A window published each week says nothing once three weeks are missing. */
const MAX_AGE_DAYS = 21;

describe('estimateDelay', () => {
  it.each([
    ['2024-03-05', '2024-03-28', true, null, 2],
    ['2024-03-06', '2024-03-26', false, '2024-03-26', 0],
    ['2024-03-06', '2024-03-27', false, null, 1],
    ['2024-03-20', '2024-03-28', false, '2024-04-09', 2],
    ['2024-03-20', '2024-04-16', false, null, 21],
    ['2024-03-20', '2024-04-17', null, null, 22],
    ['2024-03-05', '2024-04-17', null, null, 22],
    ['2026-11-01', '2026-11-27', null, null, 976],
  ])(
    'received %s, asked %s: abnormal %s, expected by %s, window of %i days',
    (receivedOn, on, abnormal, expectedBy, windowAgeDays) => {
      expect(estimateDelay(MAILS, localDate(receivedOn), localDate(on), MAX_AGE_DAYS)).toEqual({
        abnormal,
        expectedBy,
        windowAgeDays,
      });
    },
  );

  it('makes no estimate without a window', () => {
    const window = { ...MAILS, arrivedFrom: null };
    const [receivedOn, on] = [localDate('2024-01-01'), localDate('2024-03-28')];
    expect(estimateDelay(window, receivedOn, on, MAX_AGE_DAYS)).toEqual({
      abnormal: null,
      expectedBy: null,
      windowAgeDays: 2,
    });
  });
});
