import { localDate as day } from '@passerelle/kernel';

import { refusal } from '../../test/refusal.js';
import { checkRegistration, registration } from './registration.js';

const TODAY = day('2024-03-29');
const orNull = (text: string | null) => (text === null ? null : day(text));

describe('checkRegistration', () => {
  it.each<[string, string, string | null, string | null, string | null]>([
    ['received today', '2024-03-29', null, null, null],
    ['received tomorrow', '2024-03-30', null, null, 'mediation/received-in-future /receivedOn'],
    ['claim the day before', '2024-02-01', '2024-01-31', null, null],
    ['claim on the same day', '2024-02-01', '2024-02-01', null, null],
    [
      'claim the day after',
      '2024-02-01',
      '2024-02-02',
      null,
      'mediation/prior-claim-after-referral /priorClaim/madeOn',
    ],
    ['documents on the day of the claim', '2024-02-01', '2024-01-31', '2024-01-31', null],
    ['documents after the referral', '2024-02-01', '2024-01-31', '2024-03-29', null],
    [
      'documents before the claim',
      '2024-02-01',
      '2024-01-31',
      '2024-01-30',
      'mediation/prior-claim-completed-out-of-range /priorClaim/completedOn',
    ],
    [
      'documents of tomorrow',
      '2024-02-01',
      '2024-01-31',
      '2024-03-30',
      'mediation/prior-claim-completed-out-of-range /priorClaim/completedOn',
    ],
  ])('%s', (_name, receivedOn, priorClaimMadeOn, priorClaimCompletedOn, expected) => {
    const registration = {
      receivedOn: day(receivedOn),
      priorClaimMadeOn: orNull(priorClaimMadeOn),
      priorClaimCompletedOn: orNull(priorClaimCompletedOn),
      appealDeadline: null,
    };
    expect(
      refusal(() => {
        checkRegistration(registration, TODAY);
      }),
    ).toBe(expected);
  });
});

it.each([
  ['2014-01-31', 'mediation/appeal-deadline-implausible /appealDeadline'],
  ['2014-02-01', null],
  ['2024-01-31', null],
  ['2026-02-01', null],
  ['2026-02-02', 'mediation/appeal-deadline-implausible /appealDeadline'],
])('the deadline %s of a case received on 2024-02-01: %s', (appealDeadline, expected) => {
  const registration = {
    receivedOn: day('2024-02-01'),
    priorClaimMadeOn: null,
    priorClaimCompletedOn: null,
    appealDeadline: day(appealDeadline),
  };
  expect(
    refusal(() => {
      checkRegistration(registration, TODAY);
    }),
  ).toBe(expected);
});

it('starts a case with what is known, a first step, and nothing else', () => {
  const known = {
    origin: 'beneficiary',
    originDetail: 'x',
    channel: 'letter',
    receivedOn: day('2024-02-01'),
    fileNumber: '1234567',
    benefit: 'rsa',
    reason: 'delay',
    description: 'Aide non versée.',
    priorClaimMadeOn: day('2024-01-20'),
    priorClaimReference: 'REC-1',
    priorClaimCompletedOn: day('2024-01-25'),
    courtSeized: true,
    // It ended before receipt: recorded all the same, and the clock says so.
    appealDeadline: day('2024-01-31'),
    remediesPrinted: true,
    handledBy: ['a'],
    referredBy: 'b',
  } as const;
  const { facts, step } = registration(known, TODAY);
  expect(step).toEqual({ kind: 'received', occurredOn: '2024-02-01' });
  const { status, ...rest } = facts;
  expect(status).toBe('received');
  expect(rest).toMatchObject(known);
  const others = Object.entries(rest).filter(([name]) => !(name in known));
  expect(others).toHaveLength(32);
  expect(others.filter(([, value]) => value !== null)).toEqual([
    ['declaredLinks', []],
    ['linkedFrom', []],
  ]);
  expect(refusal(() => registration({ ...known, receivedOn: day('2024-03-30') }, TODAY))).toBe(
    'mediation/received-in-future /receivedOn',
  );
});
