import { refuseAt } from '../cases/case.errors.js';
import { isEnded } from '../cases/lifecycle.js';
import type { ReferralState } from '../cases/referral.js';
import { referralErrors } from './referrals.errors.js';

/**
 * A case is never reopened: what comes up later is a new case, linked to the ended case of the same file (domain
 * M5.5). A duplicate of an open case is joined to it instead.
 */
export function checkLink(
  referral: Pick<ReferralState, 'fileNumber'>,
  earlier: Pick<ReferralState, 'fileNumber' | 'status'>,
): void {
  if (earlier.fileNumber !== referral.fileNumber) {
    throw refuseAt('/linkedTo', referralErrors.linkedToAnotherFile);
  }
  if (!isEnded(earlier.status)) throw refuseAt('/linkedTo', referralErrors.linkedToOpen);
}
