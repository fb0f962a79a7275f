import { localDate as day } from '@passerelle/kernel';

import { refusal } from '../../test/refusal.js';
import { isEnded } from '../cases/lifecycle.js';
import { STATUSES } from '../cases/referral.js';
import { checkLink } from './link.js';

const referral = { fileNumber: '0000001', receivedOn: day('2024-02-01') };

it.each(STATUSES)('a referral may continue a case that is %s: only after its end', (status) => {
  expect(
    refusal(() => {
      checkLink(referral, { ...referral, status });
    }),
  ).toBe(isEnded(status) ? null : 'mediation/linked-to-open /linkedTo');
});

it('continues a case of the same file only', () => {
  expect(
    refusal(() => {
      checkLink(referral, { ...referral, fileNumber: '0000002', status: 'closed' });
    }),
  ).toBe('mediation/linked-to-another-file /linkedTo');
});

it.each([
  ['2024-01-31', null],
  ['2024-02-01', null],
  ['2024-02-02', 'mediation/linked-to-later /linkedTo'],
])('continues a case received on %s: %s', (receivedOn, expected) => {
  const earlier = { ...referral, status: 'closed', receivedOn: day(receivedOn) } as const;
  expect(
    refusal(() => {
      checkLink(referral, earlier);
    }),
  ).toBe(expected);
});
