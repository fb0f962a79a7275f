import type { LocalDate } from '@passerelle/kernel';

import { refuseAt } from '../cases/case.errors.js';
import { isEnded, isUndecided } from '../cases/lifecycle.js';
import type { ReferralState } from '../cases/referral.js';
import { endingErrors } from './endings.errors.js';

/**
 * The mediator may end a case when the person has not answered the request for more information within its
 * limit (domain M5.6).
 */
export function checkNoFurtherAction(
  end: { readonly endedOn: LocalDate },
  referral: Pick<ReferralState, 'informationDueOn'>,
  today: LocalDate,
): void {
  const { informationDueOn } = referral;
  const { endedOn } = end;
  if (endedOn > today) {
    throw refuseAt('/endedOn', endingErrors.endedInFuture, { endedOn, today });
  }
  if (informationDueOn !== null && endedOn <= informationDueOn) {
    throw endingErrors.informationLimitRunning({ informationDueOn });
  }
}

export function checkWithdrawal(
  withdrawal: { readonly withdrawnOn: LocalDate },
  referral: Pick<ReferralState, 'receivedOn'>,
  today: LocalDate,
): void {
  const { withdrawnOn } = withdrawal;
  const { receivedOn } = referral;
  if (withdrawnOn < receivedOn || withdrawnOn > today) {
    throw refuseAt('/withdrawnOn', endingErrors.withdrawalDateOutOfRange, {
      withdrawnOn,
      receivedOn,
      today,
    });
  }
}

/**
 * A court action ends the mediation (L217-7-1 II CSS). When the court was seized before the referral and
 * nothing is decided yet, the mediator declares the case inadmissible instead (domain M2.2). When the admissibility
 * is already notified, the case lapses all the same, since there is no second decision.
 */
export function checkCourtSeizure(
  { seizedOn }: { readonly seizedOn: LocalDate },
  referral: Pick<ReferralState, 'receivedOn' | 'status'>,
  today: LocalDate,
): void {
  const { receivedOn, status } = referral;
  if (seizedOn > today) {
    throw refuseAt('/seizedOn', endingErrors.courtSeizureInFuture, { seizedOn, today });
  }
  if (seizedOn < receivedOn && isUndecided(status)) {
    throw refuseAt('/seizedOn', endingErrors.courtSeizedBeforeReferral, { receivedOn });
  }
}

export type Joinable = Pick<ReferralState, 'id' | 'fileNumber' | 'status'>;

/**
 * A duplicate is joined to a case of the same file that is still open. A case that was itself joined has
 * ended, so joined cases never form a chain.
 */
export function checkJoin(duplicate: Joinable, master: Joinable): void {
  if (duplicate.id === master.id) throw refuseAt('/joinedTo', endingErrors.joinedToItself);
  if (duplicate.fileNumber !== master.fileNumber) {
    throw refuseAt('/joinedTo', endingErrors.joinedToAnotherFile);
  }
  if (isEnded(master.status)) throw refuseAt('/joinedTo', endingErrors.joinedToEnded);
}
