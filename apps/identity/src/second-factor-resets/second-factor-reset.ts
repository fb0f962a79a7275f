import { secondFactorResetErrors } from './second-factor-resets.errors.js';

/** Why a person cannot use the second factor any more. */
export const RESET_REASONS = ['lost', 'stolen', 'broken', 'other'] as const;

export type ResetReason = (typeof RESET_REASONS)[number];

export const RESET_STATUSES = ['pending', 'approved', 'refused', 'expired'] as const;

export type ResetStatus = (typeof RESET_STATUSES)[number];

export type ResetDecision = 'approved' | 'refused';

export interface ResetState {
  /** The account whose second factors are to be removed. */
  readonly accountId: string;
  readonly requestedBy: string;
  readonly expiresAt: Date;
  readonly decision: ResetDecision | null;
}

export function resetStatus({ decision, expiresAt }: ResetState, now: Date): ResetStatus {
  if (decision !== null) return decision;
  return expiresAt > now ? 'pending' : 'expired';
}

/**
 * A reset takes two administrators, and neither is the person: one alone could take over any account whose password
 * they learn.
 *
 * @throws DomainError
 */
export function assertMayApprove(state: ResetState, administratorId: string, now: Date): void {
  assertPending(state, now);
  if (administratorId === state.requestedBy) throw secondFactorResetErrors.sameAdministrator();
  if (administratorId === state.accountId) throw secondFactorResetErrors.ownSecondFactor();
}

/**
 * Any administrator may refuse: the person too, and the one who asked.
 *
 * @throws DomainError
 */
export function assertPending(state: ResetState, now: Date): void {
  const status = resetStatus(state, now);
  if (status === 'expired') throw secondFactorResetErrors.resetExpired();
  if (status !== 'pending') throw secondFactorResetErrors.resetDecided();
}
