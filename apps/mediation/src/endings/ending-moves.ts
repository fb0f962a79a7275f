import type { LocalDate } from '@passerelle/kernel';

import { nextStatus, resolutionOfStatus } from '../cases/lifecycle.js';
import type { Move } from '../cases/move.js';
import type { CaseFacts, Resolution } from '../cases/referral.js';
import {
  checkCourtSeizure,
  checkJoin,
  checkNoFurtherAction,
  checkWithdrawal,
  type Joinable,
} from './ending-rules.js';

/** The ends of a case that are neither a closure nor a decision. */
type EndStatus = 'withdrawn' | 'lapsed' | 'joined' | 'no_further_action';

/** A move that ends the case; `end` is what the event `referral-ended` publishes. */
export interface EndingMove extends Move {
  readonly end: {
    readonly status: EndStatus;
    readonly resolution: Resolution | null;
    readonly endedOn: LocalDate;
  };
}

export function noFurtherActionMove(
  referral: Pick<CaseFacts, 'status' | 'informationDueOn'>,
  end: { readonly endedOn: LocalDate },
  today: LocalDate,
): EndingMove {
  nextStatus(referral.status, { command: 'take_no_further_action' });
  checkNoFurtherAction(end, referral, today);
  return ending('no_further_action', end.endedOn, {});
}

export function withdrawalMove(
  referral: Pick<CaseFacts, 'status' | 'receivedOn'>,
  withdrawal: { readonly withdrawnOn: LocalDate },
  today: LocalDate,
): EndingMove {
  nextStatus(referral.status, { command: 'withdraw' });
  checkWithdrawal(withdrawal, referral, today);
  return ending('withdrawn', withdrawal.withdrawnOn, withdrawal);
}

export function courtSeizureMove(
  referral: Pick<CaseFacts, 'status' | 'receivedOn'>,
  { seizedOn }: { readonly seizedOn: LocalDate },
  today: LocalDate,
): EndingMove {
  nextStatus(referral.status, { command: 'seize_court' });
  checkCourtSeizure({ seizedOn }, referral, today);
  return ending('lapsed', seizedOn, { courtSeizedOn: seizedOn, courtSeized: true });
}

export function joiningMove(referral: Joinable, master: Joinable, today: LocalDate): EndingMove {
  nextStatus(referral.status, { command: 'join' });
  checkJoin(referral, master);
  return ending('joined', today, { joinedTo: master.id, joinedOn: today });
}

function ending(status: EndStatus, endedOn: LocalDate, changes: Move['changes']): EndingMove {
  const resolution = resolutionOfStatus(status);
  const outcome = resolution === null ? null : 'other';
  return {
    changes: { ...changes, status, resolution, outcome, closedOn: endedOn },
    step: { kind: status, occurredOn: endedOn },
    end: { status, resolution, endedOn },
  };
}
