import type { LocalDate } from '@passerelle/kernel';

import { refuseAt } from '../cases/case.errors.js';
import { isEnded } from '../cases/lifecycle.js';
import type { ReferralState } from '../cases/referral.js';
import { referralErrors } from './referrals.errors.js';

/**
 * A case is never reopened: what comes up later is a new case, linked to the ended case of the same file (domain
 * M5.5). A duplicate of an open case is joined to it instead.
 */
export function checkLink(
  referral: Pick<ReferralState, 'fileNumber' | 'receivedOn'>,
  earlier: Pick<ReferralState, 'fileNumber' | 'status' | 'receivedOn'>,
): void {
  if (earlier.fileNumber !== referral.fileNumber) {
    throw refuseAt('/linkedTo', referralErrors.linkedToAnotherFile);
  }
  if (!isEnded(earlier.status)) throw refuseAt('/linkedTo', referralErrors.linkedToOpen);
  checkOrder('/linkedTo', referral.receivedOn, earlier.receivedOn);
}

/** A case comes after the receipt of the case that it continues; it may come before its end. */
export function checkOrder(
  pointer: string,
  receivedOn: LocalDate,
  earlierReceivedOn: LocalDate,
): void {
  if (receivedOn < earlierReceivedOn) {
    throw refuseAt(pointer, referralErrors.linkedToLater, { receivedOn, earlierReceivedOn });
  }
}
