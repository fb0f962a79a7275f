import { caseErrors } from './case.errors.js';
import type { ReferralState } from './referral.js';

/**
 * A mediator who handled the file before neither decides nor acts on the case, and hands the case over
 * (R115-5 CSS; domain M8.2, an inference).
 */
export function hasConflictOfInterest(
  referral: Pick<ReferralState, 'handledBy'>,
  mediatorId: string,
): boolean {
  return referral.handledBy.includes(mediatorId);
}

/** @throws `mediation/conflict-of-interest`, for a mediator who acts and for one who would take over the case */
export function assertNoConflictOfInterest(
  referral: Pick<ReferralState, 'handledBy'>,
  mediatorId: string,
): void {
  if (hasConflictOfInterest(referral, mediatorId)) throw caseErrors.conflictOfInterest();
}
