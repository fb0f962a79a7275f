import { localDate as day } from '@passerelle/kernel';

import { refusal } from '../../test/refusal.js';
import { solutionAnswerMove, solutionMove } from './solution-moves.js';

const TODAY = day('2024-03-29');
const referral = {
  status: 'in_review',
  receivedOn: day('2024-02-01'),
  openedOn: day('2024-02-09'),
} as const;
const solution = { text: 'Un échéancier.', proposedOn: day('2024-03-01') };

it('replaces the former solution and its answer', () => {
  expect(solutionMove(referral, solution, TODAY)).toEqual({
    changes: {
      status: 'solution_proposed',
      solution: 'Un échéancier.',
      solutionProposedOn: '2024-03-01',
      solutionAnswer: null,
      solutionAnsweredOn: null,
    },
    step: { kind: 'solution_proposed', occurredOn: '2024-03-01' },
  });
  expect(refusal(() => solutionMove({ ...referral, status: 'received' }, solution, TODAY))).toBe(
    'mediation/not-yet-admissible',
  );
  const early = { ...solution, proposedOn: day('2024-02-08') };
  expect(refusal(() => solutionMove(referral, early, TODAY))).toBe(
    'mediation/solution-date-out-of-range /proposedOn',
  );
});

describe('solutionAnswerMove', () => {
  const proposed = {
    ...referral,
    status: 'solution_proposed',
    solutionProposedOn: day('2024-03-01'),
    solutionAnswer: null,
  } as const;
  const answeredOn = day('2024-03-10');

  it.each([
    ['accepted', 'solution_proposed'],
    ['refused', 'waiting_partner'],
  ] as const)('%s: %s', (answer, status) => {
    expect(solutionAnswerMove(proposed, { answer, answeredOn }, ['partner'], TODAY)).toEqual({
      changes: { status, solutionAnswer: answer, solutionAnsweredOn: answeredOn },
      step: { kind: 'solution_answered', occurredOn: answeredOn, detail: answer },
    });
  });

  it('refuses a second answer, and an answer to no solution', () => {
    const given = { answer: 'accepted', answeredOn } as const;
    const answered = { ...proposed, solutionAnswer: 'refused' } as const;
    expect(refusal(() => solutionAnswerMove(answered, given, [], TODAY))).toBe(
      'mediation/solution-already-answered',
    );
    const unproposed = { ...proposed, status: 'in_review' } as const;
    expect(refusal(() => solutionAnswerMove(unproposed, given, [], TODAY))).toBe(
      'mediation/not-allowed-now',
    );
  });
});
