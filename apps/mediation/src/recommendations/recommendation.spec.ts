import { localDate as day } from '@passerelle/kernel';

import { refusal } from '../../test/refusal.js';
import {
  checkRecommendation,
  checkRecommendationAnswer,
  checkRecommendationWithdrawal,
  followUpOf,
} from './recommendation.js';

const TODAY = day('2024-03-29');
const referral = { receivedOn: day('2024-02-01'), openedOn: day('2024-02-09') };
const recommendation = {
  addressedTo: 'director',
  legalBasis: 'R823-6 CCH',
  text: 'Take the rent of July into account.',
  issuedOn: day('2024-03-01'),
  answerDueOn: day('2024-04-01'),
  answeredOn: null,
  withdrawnOn: null,
};

describe('checkRecommendation', () => {
  it.each([
    ['as it should be', {}, null],
    [
      'no legal basis',
      { legalBasis: ' \n' },
      'mediation/recommendation-without-legal-basis /legalBasis',
    ],
    ['no text', { text: '' }, 'mediation/recommendation-without-text /text'],
    [
      'no addressee',
      { addressedTo: '' },
      'mediation/recommendation-without-addressee /addressedTo',
    ],
    [
      'before the opening',
      { issuedOn: day('2024-02-08') },
      'mediation/recommendation-date-out-of-range /issuedOn',
    ],
    ['on the day of the opening', { issuedOn: day('2024-02-09') }, null],
    ['today', { issuedOn: TODAY }, null],
    ['to be answered on the same day', { answerDueOn: day('2024-03-01') }, null],
    [
      'in the future',
      { issuedOn: day('2024-03-30') },
      'mediation/recommendation-date-out-of-range /issuedOn',
    ],
    [
      'to be answered before it is issued',
      { answerDueOn: day('2024-02-29') },
      'mediation/answer-due-before-recommendation /answerDueOn',
    ],
  ])('%s', (_name, change, expected) => {
    const run = () => {
      checkRecommendation({ ...recommendation, ...change }, referral, TODAY);
    };
    expect(refusal(run)).toBe(expected);
  });
});

it('counts from the receipt when no opening is recorded', () => {
  const unopened = { ...referral, openedOn: null };
  const run = (issuedOn: string) => () => {
    checkRecommendation({ ...recommendation, issuedOn: day(issuedOn) }, unopened, TODAY);
  };
  expect(refusal(run('2024-01-31'))).toBe('mediation/recommendation-date-out-of-range /issuedOn');
  expect(refusal(run('2024-02-01'))).toBeNull();
});

describe('checkRecommendationAnswer', () => {
  const followed = {
    answer: 'followed' as const,
    reason: null,
    answeredOn: day('2024-03-20'),
    effectiveOn: day('2024-01-01'),
  };
  it.each([
    ['followed', {}, {}, null],
    ['on the day of issue', { answeredOn: day('2024-03-01') }, {}, null],
    ['today', { answeredOn: TODAY }, {}, null],
    ['followed without an effect', { effectiveOn: null }, {}, null],
    [
      'followed in part',
      { answer: 'partly_followed' as const },
      {},
      'mediation/refusal-without-reason /reason',
    ],
    [
      'followed in part with a reason',
      { answer: 'partly_followed' as const, reason: 'x' },
      {},
      null,
    ],
    ['refused', { answer: 'refused' as const }, {}, 'mediation/refusal-without-reason /reason'],
    [
      'refused with an effect',
      { answer: 'refused' as const, reason: 'x' },
      {},
      'mediation/refusal-with-date-of-effect /effectiveOn',
    ],
    [
      'refused with a reason',
      { answer: 'refused' as const, reason: 'x', effectiveOn: null },
      {},
      null,
    ],
    [
      'before it was issued',
      { answeredOn: day('2024-02-29') },
      {},
      'mediation/recommendation-answer-date-out-of-range /answeredOn',
    ],
    [
      'in the future',
      { answeredOn: day('2024-03-30') },
      {},
      'mediation/recommendation-answer-date-out-of-range /answeredOn',
    ],
    ['twice', {}, { answeredOn: TODAY }, 'mediation/recommendation-already-answered'],
    ['withdrawn', {}, { withdrawnOn: TODAY }, 'mediation/recommendation-withdrawn'],
  ])('%s', (_name, change, state, expected) => {
    const run = () => {
      checkRecommendationAnswer({ ...followed, ...change }, { ...recommendation, ...state }, TODAY);
    };
    expect(refusal(run)).toBe(expected);
  });
});

describe('checkRecommendationWithdrawal', () => {
  it.each([
    ['2024-03-01', {}, null],
    ['2024-03-02', {}, null],
    ['2024-03-29', {}, null],
    ['2024-02-28', {}, 'mediation/recommendation-withdrawal-out-of-range /withdrawnOn'],
    ['2024-03-30', {}, 'mediation/recommendation-withdrawal-out-of-range /withdrawnOn'],
    ['2024-03-02', { answeredOn: TODAY }, 'mediation/recommendation-already-answered'],
    ['2024-03-02', { withdrawnOn: TODAY }, 'mediation/recommendation-withdrawn'],
  ])('on %s, %j', (withdrawnOn, state, expected) => {
    const run = () => {
      checkRecommendationWithdrawal(
        { withdrawnOn: day(withdrawnOn) },
        { ...recommendation, ...state },
        TODAY,
      );
    };
    expect(refusal(run)).toBe(expected);
  });
});

it.each([
  [{ answer: null, withdrawnOn: null }, 'unanswered'],
  [{ answer: 'partly_followed' as const, withdrawnOn: null }, 'partly_followed'],
  [{ answer: null, withdrawnOn: TODAY }, null],
])('%j is counted as %s', (state, expected) => {
  expect(followUpOf(state)).toBe(expected);
});
