import { type LocalDate, parisDay } from '@passerelle/kernel';

/** The days of the stronger password, which are settings (webinar of 28 March 2024; domain A2). */
export interface PasswordRollout {
  /** From this day on a sign-in recommends a change. */
  readonly nudgeFrom: LocalDate;
  /** From this day on a password last changed before `lastChangeBefore` must be changed. */
  readonly enforceFrom: LocalDate;
  readonly lastChangeBefore: LocalDate;
}

export type PasswordStatus = 'ok' | 'change_recommended' | 'change_required';

/** The result of a sign-in on a day, with a password last changed at an instant. Days are days in Paris. */
export function passwordStatus(
  on: LocalDate,
  changedAt: Date,
  rollout: PasswordRollout,
): PasswordStatus {
  if (on < rollout.nudgeFrom) return 'ok';
  if (on < rollout.enforceFrom) return 'change_recommended';
  return parisDay(changedAt) < rollout.lastChangeBefore ? 'change_required' : 'ok';
}
