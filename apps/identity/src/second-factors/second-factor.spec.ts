import type { Role } from '@passerelle/contracts';
import { localDate } from '@passerelle/kernel';

import {
  mayRemoveLast,
  methodsOfProof,
  type SecondFactorRollout,
  secondFactorStatus,
} from './second-factor.js';

const ROLLOUT: SecondFactorRollout = {
  nudgeFrom: localDate('2027-02-01'),
  enforceFrom: localDate('2027-05-03'),
  roles: ['admin', 'guardian'],
};

describe('the day of the second factor', () => {
  it.each<[string, Role[], boolean, string]>([
    ['2027-01-31', ['admin'], false, 'ok'],
    ['2027-02-01', ['admin'], false, 'enrolment_recommended'],
    ['2027-05-02', ['admin'], false, 'enrolment_recommended'],
    ['2027-05-03', ['admin'], false, 'enrolment_required'],
    ['2027-05-03', ['admin'], true, 'ok'],
    ['2027-05-03', ['beneficiary'], false, 'ok'],
    ['2027-05-03', ['beneficiary', 'guardian'], false, 'enrolment_required'],
  ])('%s, %j, enrolled %s: %s', (day, roles, hasFactor, status) => {
    expect(secondFactorStatus(localDate(day), { roles, hasFactor }, ROLLOUT)).toBe(status);
  });

  it.each<[string, Role[], boolean]>([
    ['2027-05-02', ['admin'], true],
    ['2027-05-03', ['admin'], false],
    ['2027-05-03', ['beneficiary'], true],
  ])('on %s %j may go without a factor: %s', (day, roles, may) => {
    expect(mayRemoveLast(localDate(day), roles, ROLLOUT)).toBe(may);
  });
});

it.each([
  ['totp', false, ['otp', 'mfa']],
  ['recovery_code', false, ['otp', 'mfa']],
  ['passkey', true, ['hwk', 'mfa']],
  ['passkey', false, ['swk', 'mfa']],
] as const)('a proof by %s, bound to its device %s, is %j', (method, deviceBound, methods) => {
  expect(methodsOfProof(method, deviceBound)).toEqual(methods);
});
