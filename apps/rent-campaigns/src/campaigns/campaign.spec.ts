import { localDate } from '@passerelle/kernel';

import {
  baseChangesOn,
  type CampaignDates,
  campaignFault,
  correctingOpen,
  declaringOpen,
} from './campaign.js';

const CAMPAIGN: CampaignDates = {
  referenceYear: 2023,
  opensOn: localDate('2023-08-01'),
  suspensionOn: localDate('2024-01-15'),
  closesOn: localDate('2024-03-31'),
  correctionEndsOn: localDate('2024-06-30'),
};

describe('campaignFault', () => {
  it.each([
    ['the webinar’s campaign', {}, null],
    ['an opening on 1 July', { opensOn: '2023-07-01' }, null],
    ['an opening in June', { opensOn: '2023-06-30' }, 'opens_before_july'],
    ['a suspension on the opening day', { suspensionOn: '2023-08-01' }, 'dates_out_of_order'],
    ['a suspension after the close', { suspensionOn: '2024-04-01' }, 'dates_out_of_order'],
    ['a suspension on the closing day', { suspensionOn: '2024-03-31' }, null],
    [
      'corrections ending before the close',
      { correctionEndsOn: '2024-03-30' },
      'dates_out_of_order',
    ],
    ['no correction window', { correctionEndsOn: '2024-03-31' }, null],
  ])('%s', (_, change, expected) => {
    expect(campaignFault({ ...CAMPAIGN, ...change } as CampaignDates)).toBe(expected);
  });
});

describe('declaringOpen', () => {
  it.each([
    ['2023-07-31', 'online', 'not_yet'],
    ['2023-08-01', 'online', 'open'],
    ['2024-03-31', 'exchange', 'open'],
    ['2024-04-01', 'online', 'over'],
    ['2024-04-01', 'paper', 'open'],
    ['2024-06-30', 'paper', 'open'],
    ['2024-07-01', 'paper', 'over'],
  ] as const)('%s by %s: %s', (day, channel, expected) => {
    expect(declaringOpen(CAMPAIGN, channel, localDate(day))).toBe(expected);
  });
});

it('corrections have their own window', () => {
  const open = ['2023-07-31', '2023-08-01', '2024-06-30', '2024-07-01'].map((day) =>
    correctingOpen(CAMPAIGN, localDate(day)),
  );
  expect(open).toEqual([false, true, true, false]);
});

it('the July rent counts from 1 January', () => {
  expect(baseChangesOn(2023)).toBe('2024-01-01');
});
