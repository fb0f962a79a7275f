import { type LocalDate, parisDay } from '@passerelle/kernel';

/** The days of the strengthened password (webinar of 28 March 2024; domain dossier § 6.2): settings. */
export interface PasswordRollout {
  /** From this day a change is recommended at sign-in. */
  readonly nudgeFrom: LocalDate;
  /** From this day a change is due for those who have not changed since `lastChangeBefore`. */
  readonly enforceFrom: LocalDate;
  readonly lastChangeBefore: LocalDate;
}

export type PasswordStatus = 'ok' | 'change_recommended' | 'change_required';

/** What a sign-in on a day means for a password last changed at an instant; days are days in Paris. */
export function passwordStatus(
  on: LocalDate,
  changedAt: Date,
  rollout: PasswordRollout,
): PasswordStatus {
  if (on < rollout.nudgeFrom) return 'ok';
  if (on < rollout.enforceFrom) return 'change_recommended';
  return parisDay(changedAt) < rollout.lastChangeBefore ? 'change_required' : 'ok';
}
