import { refusal } from '../../test/refusal.js';
import { isEnded } from '../cases/lifecycle.js';
import { STATUSES } from '../cases/referral.js';
import { checkLink } from './link.js';

const referral = { fileNumber: '0000001' };

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
      checkLink(referral, { fileNumber: '0000002', status: 'closed' });
    }),
  ).toBe('mediation/linked-to-another-file /linkedTo');
});
