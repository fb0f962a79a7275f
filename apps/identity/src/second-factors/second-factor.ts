import { type AuthenticationMethod, type Role, ROLES } from '@passerelle/contracts';
import { type LocalDate } from '@passerelle/kernel';

export const SECOND_FACTOR_KINDS = ['totp', 'passkey'] as const;

export type SecondFactorKind = (typeof SECOND_FACTOR_KINDS)[number];

/** How a second factor is proved at a sign-in. */
export const PROOF_METHODS = [...SECOND_FACTOR_KINDS, 'recovery_code'] as const;

export type ProofMethod = (typeof PROOF_METHODS)[number];

/** How a sign-in whose password was right goes on. */
export interface Continuation {
  readonly mfaToken: string;
  readonly expiresInSeconds: number;
  readonly methods: readonly ProofMethod[];
}

/** A person has few devices. The limit keeps the reads of a sign-in small. */
export const MOST_FACTORS = 10;

/** The roles of people. A batch client has a secret of 256 random bits and no second factor. */
export const PEOPLE: readonly Role[] = ROLES.filter((role) => role !== 'service');

/** The days of the second factor. Like those of the stronger password they are settings. */
export interface SecondFactorRollout {
  /** From this day on a sign-in without a second factor recommends one. */
  readonly nudgeFrom: LocalDate;
  /** From this day on an account without a second factor can do nothing but enrol one. */
  readonly enforceFrom: LocalDate;
  /** The accounts with one of these roles are concerned. */
  readonly roles: readonly Role[];
}

export const SECOND_FACTOR_STATUSES = [
  'ok',
  'enrolment_recommended',
  'enrolment_required',
] as const;

export type SecondFactorStatus = (typeof SECOND_FACTOR_STATUSES)[number];

/** The result of a sign-in on a day in Paris. */
export function secondFactorStatus(
  on: LocalDate,
  account: { readonly roles: readonly Role[]; readonly hasFactor: boolean },
  rollout: SecondFactorRollout,
): SecondFactorStatus {
  const concerned = account.roles.some((role) => rollout.roles.includes(role));
  if (account.hasFactor || !concerned || on < rollout.nudgeFrom) return 'ok';
  return on < rollout.enforceFrom ? 'enrolment_recommended' : 'enrolment_required';
}

/** Whether the last factor of an account may be removed on a day. */
export function mayRemoveLast(
  on: LocalDate,
  roles: readonly Role[],
  rollout: SecondFactorRollout,
): boolean {
  return secondFactorStatus(on, { roles, hasFactor: false }, rollout) !== 'enrolment_required';
}

/** The values of `amr` (RFC 8176) that a proof adds to those of the password. */
export function methodsOfProof(method: ProofMethod, deviceBound: boolean): AuthenticationMethod[] {
  if (method === 'passkey') return [deviceBound ? 'hwk' : 'swk', 'mfa'];
  return ['otp', 'mfa'];
}
