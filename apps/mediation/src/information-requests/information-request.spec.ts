import { localDate as day } from '@passerelle/kernel';

import { refusal } from '../../test/refusal.js';
import {
  checkInformationAnswer,
  checkInformationRequest,
  isOverdue,
  openAddressees,
} from './information-request.js';

const TODAY = day('2024-03-29');
const referral = { receivedOn: day('2024-02-01'), openedOn: day('2024-02-09') };
const request = {
  askedOn: day('2024-02-12'),
  dueOn: day('2024-02-26'),
};

describe('checkInformationRequest', () => {
  it.each([
    ['as it should be', {}, null],
    ['due on the same day', { dueOn: request.askedOn }, null],
    [
      'due before it is asked',
      { dueOn: day('2024-02-11') },
      'mediation/due-date-already-past /dueOn',
    ],
    [
      'before the opening',
      { askedOn: day('2024-02-08') },
      'mediation/question-date-out-of-range /askedOn',
    ],
    [
      'in the future',
      { askedOn: day('2024-03-30'), dueOn: day('2024-04-30') },
      'mediation/question-date-out-of-range /askedOn',
    ],
    ['today', { askedOn: TODAY, dueOn: TODAY }, null],
  ])('%s', (_name, change, expected) => {
    const run = () => {
      checkInformationRequest({ ...request, ...change }, referral, TODAY);
    };
    expect(refusal(run)).toBe(expected);
  });
});

it('counts from the receipt when no opening is recorded', () => {
  const unopened = { ...referral, openedOn: null };
  const run = (askedOn: string) => () => {
    checkInformationRequest({ ...request, askedOn: day(askedOn) }, unopened, TODAY);
  };
  expect(refusal(run('2024-01-31'))).toBe('mediation/question-date-out-of-range /askedOn');
  expect(refusal(run('2024-02-01'))).toBeNull();
});

describe('checkInformationAnswer', () => {
  it.each([
    ['2024-02-11', null, 'mediation/answer-date-out-of-range /answeredOn'],
    ['2024-02-12', null, null],
    ['2024-03-20', null, null],
    ['2024-03-29', null, null],
    ['2024-03-30', null, 'mediation/answer-date-out-of-range /answeredOn'],
    ['2024-03-20', '2024-02-20', 'mediation/question-already-answered'],
  ])('answered on %s, before: %s', (answeredOn, before, expected) => {
    const asked = { ...request, answeredOn: before === null ? null : day(before) };
    const run = () => {
      checkInformationAnswer({ answeredOn: day(answeredOn) }, asked, TODAY);
    };
    expect(refusal(run)).toBe(expected);
  });
});

it('counts the open questions only', () => {
  expect(
    openAddressees([
      { addressee: 'service', answeredOn: TODAY },
      { addressee: 'partner', answeredOn: null },
    ]),
  ).toEqual(['partner']);
});

it.each([
  ['2024-03-28', null, true],
  ['2024-03-29', null, false],
  ['2024-03-28', '2024-03-29', false],
])('due on %s, answered on %s: overdue %s', (dueOn, answeredOn, expected) => {
  const asked = { dueOn: day(dueOn), answeredOn: answeredOn === null ? null : day(answeredOn) };
  expect(isOverdue(asked, TODAY)).toBe(expected);
});
