import { localDate as day } from '@passerelle/kernel';

import { refusal } from '../../test/refusal.js';
import {
  recommendationAnswerMove,
  recommendationMove,
  recommendationWithdrawalMove,
} from './recommendation-moves.js';

const TODAY = day('2024-03-29');
const referral = {
  status: 'in_review',
  receivedOn: day('2024-02-01'),
  openedOn: day('2024-02-09'),
} as const;
const recommendation = {
  addressedTo: 'director',
  kind: 'generic',
  legalBasis: 'R823-6 CCH',
  text: 'Take the rent of July into account.',
  issuedOn: day('2024-03-01'),
  answerDueOn: day('2024-04-01'),
  answeredOn: null,
  withdrawnOn: null,
} as const;
const issued = { status: 'recommendation_issued' } as const;

it('issues a recommendation', () => {
  expect(recommendationMove(referral, recommendation, TODAY)).toEqual({
    changes: { status: 'recommendation_issued' },
    step: { kind: 'recommendation_issued', occurredOn: '2024-03-01', detail: 'generic' },
  });
  const undecided = { ...referral, status: 'received' } as const;
  expect(refusal(() => recommendationMove(undecided, recommendation, TODAY))).toBe(
    'mediation/not-yet-admissible',
  );
  const unfounded = { ...recommendation, legalBasis: '' };
  expect(refusal(() => recommendationMove(referral, unfounded, TODAY))).toBe(
    'mediation/recommendation-without-legal-basis /legalBasis',
  );
});

it('answers a recommendation, also on a closed case', () => {
  const answer = {
    answer: 'followed',
    reason: null,
    answeredOn: day('2024-03-20'),
    effectiveOn: null,
  } as const;
  for (const status of ['recommendation_issued', 'closed'] as const) {
    expect(recommendationAnswerMove({ status }, recommendation, answer, TODAY)).toEqual({
      changes: { status },
      step: { kind: 'recommendation_answered', occurredOn: '2024-03-20', detail: 'followed' },
    });
  }
  const withdrawn = { status: 'withdrawn' } as const;
  expect(refusal(() => recommendationAnswerMove(withdrawn, recommendation, answer, TODAY))).toBe(
    'mediation/referral-already-closed',
  );
  const refused = { ...answer, answer: 'refused' } as const;
  expect(refusal(() => recommendationAnswerMove(issued, recommendation, refused, TODAY))).toBe(
    'mediation/refusal-without-reason /reason',
  );
});

describe('recommendationWithdrawalMove', () => {
  const withdrawal = { withdrawnOn: day('2024-03-20') };
  const withdraw = (others: readonly { withdrawnOn: typeof TODAY | null }[]) =>
    recommendationWithdrawalMove(issued, recommendation, withdrawal, others, ['partner'], TODAY);

  it.each([
    ['no other recommendation', [], 'waiting_partner'],
    ['a withdrawn one', [{ withdrawnOn: TODAY }], 'waiting_partner'],
    ['another one', [{ withdrawnOn: TODAY }, { withdrawnOn: null }], 'recommendation_issued'],
  ])('%s remains: %s', (_name, others, status) => {
    expect(withdraw(others)).toEqual({
      changes: { status },
      step: { kind: 'recommendation_withdrawn', occurredOn: '2024-03-20' },
    });
  });

  it('refuses a closed case, and an answered recommendation', () => {
    const run =
      (status: 'closed' | 'recommendation_issued', answeredOn: typeof TODAY | null) => () =>
        recommendationWithdrawalMove(
          { status },
          { ...recommendation, answeredOn },
          withdrawal,
          [],
          [],
          TODAY,
        );
    expect(refusal(run('closed', null))).toBe('mediation/referral-already-closed');
    expect(refusal(run('recommendation_issued', TODAY))).toBe(
      'mediation/recommendation-already-answered',
    );
  });
});
