import { localDate as day } from '@passerelle/kernel';

import { refusal } from '../../test/refusal.js';
import { closureMove } from './closure-move.js';

const TODAY = day('2024-04-10');
const referral = {
  status: 'in_review',
  openedOn: day('2024-02-09'),
  solutionProposedOn: null,
  solutionAnswer: null,
} as const;
const closure = {
  resolution: 'fully_revised',
  outcome: null,
  communicatedToPersonOn: day('2024-03-27'),
  communicatedToServiceOn: day('2024-03-29'),
  summary: 'Votre droit a été rétabli.',
  arrearsCents: 123_456,
  overpaymentCents: 789,
} as const;

it('closes a case with its result, its text and its amounts', () => {
  const facts = {
    resolution: 'fully_revised',
    outcome: 'revised',
    communicatedToPersonOn: '2024-03-27',
    communicatedToServiceOn: '2024-03-29',
    closedOn: '2024-03-29',
  };
  expect(closureMove(referral, closure, [], TODAY)).toEqual({
    changes: {
      ...facts,
      status: 'closed',
      summary: 'Votre droit a été rétabli.',
      arrearsCents: 123_456,
      overpaymentCents: 789,
    },
    step: { kind: 'closed', occurredOn: '2024-03-29', detail: 'fully_revised' },
    facts,
  });
});

it('refuses a case that is not admissible yet, and a closure without a text', () => {
  const undecided = { ...referral, status: 'received', openedOn: null } as const;
  expect(refusal(() => closureMove(undecided, closure, [], TODAY))).toBe(
    'mediation/not-yet-admissible',
  );
  expect(refusal(() => closureMove(referral, { ...closure, summary: null }, [], TODAY))).toBe(
    'mediation/closure-without-summary /summary',
  );
});

const refused = 'mediation/agreement-without-acceptance /resolution';
it.each([
  ['amicable_agreement', null, null, null],
  ['amicable_agreement', '2024-03-01', 'accepted', null],
  ['amicable_agreement', '2024-03-01', 'refused', refused],
  ['amicable_agreement', '2024-03-01', null, refused],
  ['partly_revised', '2024-03-01', 'refused', null],
] as const)('closes as %s with a solution of %s: %s', (resolution, proposed, answer, expected) => {
  const solutionProposedOn = proposed === null ? null : day(proposed);
  const solved = { ...referral, solutionProposedOn, solutionAnswer: answer };
  expect(refusal(() => closureMove(solved, { ...closure, resolution }, [], TODAY))).toBe(expected);
});
