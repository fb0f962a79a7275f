import type { ErrorFactory } from '@passerelle/kernel';

import { caseErrors } from './case.errors.js';
import type { ReferralState } from './referral.js';

/** What the rules read of the conflicts of interest of a case. */
export type ConflictFacts = Pick<ReferralState, 'handledBy' | 'declaredLinks'>;

/** What a conflict of interest refuses: for the documentation of the routes. */
export const CONFLICT_REFUSALS: readonly ErrorFactory[] = [
  caseErrors.conflictOfInterest,
  caseErrors.transferRequired,
];

/**
 * Whether a mediator may not act on the case. A mediator who handled the file before hands the case over (domain
 * M8.2, an inference). With a declared family, professional or financial link, no mediator of this Caf acts: the
 * mediator of another body of the same kind treats the claim (R115-5 CSS; domain M1.7).
 */
export function hasConflictOfInterest(referral: ConflictFacts, mediatorId: string): boolean {
  return conflictOf(referral, mediatorId) !== null;
}

/**
 * A clerical correction does not treat the claim, so a link of a colleague does not prevent it.
 *
 * @throws `mediation/conflict-of-interest`, for a mediator with a conflict of their own
 */
export function assertNoOwnConflict(referral: ConflictFacts, mediatorId: string): void {
  const { handledBy, declaredLinks } = referral;
  const isLinked = declaredLinks.some((own) => own.mediator === mediatorId);
  if (isLinked || handledBy.includes(mediatorId)) throw caseErrors.conflictOfInterest();
}

/**
 * @throws `mediation/transfer-required` or `mediation/conflict-of-interest`, for a mediator who acts and for one who
 *   would take over the case
 */
export function assertNoConflictOfInterest(referral: ConflictFacts, mediatorId: string): void {
  const refusal = conflictOf(referral, mediatorId);
  if (refusal !== null) throw refusal();
}

function conflictOf(referral: ConflictFacts, mediatorId: string): ErrorFactory | null {
  if (referral.declaredLinks.length > 0) return caseErrors.transferRequired;
  return referral.handledBy.includes(mediatorId) ? caseErrors.conflictOfInterest : null;
}
