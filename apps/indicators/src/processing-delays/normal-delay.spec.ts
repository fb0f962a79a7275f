import { localDate } from '@passerelle/kernel';

import { estimateDelay } from './normal-delay.js';

/** The mails of the webinar (domain D1.2): the oldest were 20 days old at the update. */
const MAILS = { updatedOn: localDate('2024-03-26'), arrivedFrom: localDate('2024-03-06') };

describe('estimateDelay', () => {
  it.each([
    ['2024-03-05', '2024-03-28', true, null],
    ['2024-03-06', '2024-03-26', false, '2024-03-26'],
    ['2024-03-06', '2024-03-27', false, null],
    ['2024-03-20', '2024-03-28', false, '2024-04-09'],
  ])(
    'received %s, asked %s: abnormal %s, expected by %s',
    (receivedOn, on, abnormal, expectedBy) => {
      expect(estimateDelay(MAILS, localDate(receivedOn), localDate(on))).toEqual({
        abnormal,
        expectedBy,
      });
    },
  );

  it('makes no estimate without a window', () => {
    const window = { ...MAILS, arrivedFrom: null };
    expect(estimateDelay(window, localDate('2024-01-01'), localDate('2024-03-28'))).toEqual({
      abnormal: null,
      expectedBy: null,
    });
  });
});
