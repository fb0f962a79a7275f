import { localDate as day } from '@passerelle/kernel';

import { refusal } from '../../test/refusal.js';
import { supplementMove } from './supplement-move.js';

const referral = {
  status: 'more_information_requested',
  receivedOn: day('2024-02-01'),
  description: 'Aide non versée.',
} as const;
const suppliedOn = day('2024-02-20');
const priorClaim = {
  madeOn: day('2024-01-20'),
  reference: 'REC-1',
  completedOn: day('2024-02-20'),
};

it.each([
  [
    'a text',
    { text: 'Voici le bail.', priorClaim: null },
    { description: 'Aide non versée.\n\n[2024-02-20] Voici le bail.' },
  ],
  [
    'a prior claim',
    { text: null, priorClaim },
    {
      priorClaimMadeOn: '2024-01-20',
      priorClaimReference: 'REC-1',
      priorClaimCompletedOn: '2024-02-20',
    },
  ],
  ['nothing new', { text: null, priorClaim: null }, {}],
])('adds %s to the case', (_name, supplement, changes) => {
  expect(supplementMove(referral, { ...supplement, suppliedOn })).toEqual({
    changes: { status: 'received', ...changes },
    step: { kind: 'information_supplied', occurredOn: suppliedOn },
  });
});

it('refuses a claim made after the referral, and a supplement that nobody requested', () => {
  const late = { text: null, priorClaim: { ...priorClaim, madeOn: day('2024-02-02') }, suppliedOn };
  expect(refusal(() => supplementMove(referral, late))).toBe(
    'mediation/prior-claim-after-referral /priorClaim/madeOn',
  );
  const early = { ...priorClaim, completedOn: day('2024-02-21') };
  expect(
    refusal(() => supplementMove(referral, { text: null, priorClaim: early, suppliedOn })),
  ).toBe('mediation/prior-claim-completed-out-of-range /priorClaim/completedOn');
  const unasked = { ...referral, status: 'received' } as const;
  expect(refusal(() => supplementMove(unasked, { text: 'x', priorClaim: null, suppliedOn }))).toBe(
    'mediation/not-allowed-now',
  );
});
