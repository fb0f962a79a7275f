import type { LocalDate } from '@passerelle/kernel';

import { refuseAt } from '../cases/case.errors.js';
import { nextStatus } from '../cases/lifecycle.js';
import type { Move } from '../cases/move.js';
import type { CaseFacts } from '../cases/referral.js';
import { handoverErrors } from './handovers.errors.js';

export interface Transfer {
  /** The body whose mediator treats the claim from then on. */
  readonly to: string;
  readonly transferredOn: LocalDate;
  readonly personInformedOn: LocalDate;
}

/**
 * The case goes to the mediator of another body of the same kind, because of a declared conflict of interest
 * (R115-5 CSS; domain M1.7, M8.2). The claim goes on there, so the case has no resolution here, and the time limits
 * stay suspended (domain M3.12).
 */
export function transferMove(
  referral: Pick<CaseFacts, 'status' | 'receivedOn' | 'openedOn' | 'handledBy' | 'declaredLinks'>,
  transfer: Transfer,
  today: LocalDate,
): Move {
  const status = nextStatus(referral.status, { command: 'transfer' });
  if (referral.handledBy.length === 0 && referral.declaredLinks.length === 0) {
    throw handoverErrors.transferWithoutConflict();
  }
  checkTransferDates(transfer, referral, today);
  const { to, transferredOn, personInformedOn } = transfer;
  return {
    changes: {
      status,
      resolution: null,
      outcome: null,
      closedOn: transferredOn,
      transferredTo: to,
      transferredOn,
      transferInformedOn: personInformedOn,
    },
    step: { kind: 'transferred', occurredOn: transferredOn, detail: to },
  };
}

/** Nothing happens to a case before it is opened, or received. */
export function checkTransferDates(
  dates: Pick<Transfer, 'transferredOn' | 'personInformedOn'>,
  referral: Pick<CaseFacts, 'receivedOn' | 'openedOn'>,
  today: LocalDate,
): void {
  const from = referral.openedOn ?? referral.receivedOn;
  for (const member of ['transferredOn', 'personInformedOn'] as const) {
    const date = dates[member];
    if (date < from || date > today) {
      throw refuseAt(`/${member}`, handoverErrors.transferDateOutOfRange, { date, from, today });
    }
  }
}
