import type { LocalDate } from '@passerelle/kernel';

import { resolutionOfStatus } from '../closure/closure.js';
import { nextStatus } from './lifecycle.js';
import type { Move } from './move.js';
import {
  checkCourtSeizure,
  checkJoin,
  checkNoFurtherAction,
  checkPriorClaim,
  checkWithdrawal,
} from './referral-rules.js';
import type { CaseFacts, Resolution } from './referral.js';

/** The ends of a case that are neither a closure nor a decision. */
export type EndStatus = 'withdrawn' | 'lapsed' | 'joined' | 'no_further_action';

/** A move that ends the case, with what is told of it outside. */
export interface EndingMove extends Move {
  readonly end: {
    readonly status: EndStatus;
    readonly resolution: Resolution | null;
    readonly endedOn: LocalDate;
  };
}

/** What the person supplies once asked for it. */
export interface Supplement {
  readonly text: string | null;
  /** When the claim is what was missing; `null` leaves the known one. */
  readonly priorClaim: { readonly madeOn: LocalDate; readonly reference: string | null } | null;
  readonly suppliedOn: LocalDate;
}

/**
 * What the person adds goes to the description, below the day on which it came.
 * @throws `mediation/prior-claim-after-referral`
 */
export function supplementMove(
  referral: Pick<CaseFacts, 'status' | 'receivedOn' | 'description'>,
  { text, priorClaim, suppliedOn }: Supplement,
): Move {
  const status = nextStatus(referral.status, { command: 'supply_information' });
  if (priorClaim !== null) checkPriorClaim(priorClaim, referral);
  return {
    changes: {
      status,
      ...(text !== null && {
        description: `${referral.description}\n\n[${suppliedOn}] ${text}`,
      }),
      ...(priorClaim !== null && {
        priorClaimMadeOn: priorClaim.madeOn,
        priorClaimReference: priorClaim.reference,
      }),
    },
    step: { kind: 'information_supplied', occurredOn: suppliedOn },
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

type Joinable = Pick<CaseFacts, 'id' | 'fileNumber' | 'status'>;

export function joiningMove(referral: Joinable, master: Joinable, today: LocalDate): EndingMove {
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
