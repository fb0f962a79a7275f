import { localDate as day } from '@passerelle/kernel';

import { fingerprintOf, type PastCase } from './past-case.js';

const PAST: PastCase = {
  externalReference: 'A-1',
  referral: {
    origin: 'beneficiary',
    originDetail: null,
    channel: 'letter',
    receivedOn: day('2023-02-01'),
    fileNumber: '0000001',
    benefit: 'housing',
    reason: 'unpaid_benefit',
    description: 'Aide non versée.',
    priorClaimMadeOn: day('2023-01-10'),
    priorClaimReference: null,
    priorClaimCompletedOn: null,
    courtSeized: false,
    appealDeadline: day('2023-03-15'),
    remediesPrinted: null,
    handledBy: [],
    referredBy: null,
  },
  moreInformation: [],
  admissibility: null,
  noFurtherAction: null,
  informationRequests: [],
  solutions: [],
  recommendations: [],
  withdrawal: null,
  courtSeizure: null,
  closure: null,
};
const changed = (changes: Partial<PastCase['referral']>): PastCase => ({
  ...PAST,
  referral: { ...PAST.referral, ...changes },
});

describe('the fingerprint of a line', () => {
  it('is the one that the line had before lines could have more members', () => {
    expect(fingerprintOf(PAST)).toBe('1WINYd/uvrByldZeqgRch/XwbMW4Fv6KlLLa6LeKBVo=');
  });

  it.each([
    ['whether the remedies were printed', { remediesPrinted: false }],
    ['the day on which the claim was complete', { priorClaimCompletedOn: day('2023-01-20') }],
    ['an older member', { originDetail: 'x' }],
  ])('changes with %s', (_, changes) => {
    expect(fingerprintOf(changed(changes))).not.toBe(fingerprintOf(PAST));
  });
});
