import { addDays, daysBetween, latest, type LocalDate } from '@passerelle/kernel';

import { refuseAt } from '../cases/case.errors.js';
import type { Move } from '../cases/move.js';
import type { CaseFacts } from '../cases/referral.js';
import type { ReplacedValue } from '../cases/timeline-step.js';
import { correctionErrors } from './corrections.errors.js';

/** The clerical facts that a correction may change; nothing else of a case changes afterwards (domain M5.8). */
const CORRECTABLE = [
  'origin',
  'originDetail',
  'channel',
  'fileNumber',
  'receivedOn',
  'benefit',
  'reason',
  'priorClaimMadeOn',
  'priorClaimReference',
  'priorClaimCompletedOn',
  'appealDeadline',
  'remediesPrinted',
  'notifiedOn',
  'transmittedOn',
  'personInformedOn',
  'transferredOn',
  'transferInformedOn',
  'withdrawnOn',
  'courtSeizedOn',
  'resolution',
  'outcome',
  'communicatedToPersonOn',
  'communicatedToServiceOn',
  'arrearsCents',
  'overpaymentCents',
] as const satisfies readonly (keyof CaseFacts)[];
type Correctable = (typeof CORRECTABLE)[number];

/** The members to correct, with their right values. */
export type Correction = Partial<Pick<CaseFacts, Correctable>>;

type Condition = (referral: CaseFacts) => boolean;
const isClosed: Condition = ({ status }) => status === 'closed';
const isRedirected: Condition = ({ status }) => status === 'redirected';
const isTransferred: Condition = ({ status }) => status === 'transferred';

/** The members that only some cases have: a correction does not add what a step has to record. */
const ONLY_WHERE: Readonly<Partial<Record<Correctable, Condition>>> = {
  notifiedOn: ({ notifiedOn }) => notifiedOn !== null,
  transmittedOn: isRedirected,
  personInformedOn: isRedirected,
  transferredOn: isTransferred,
  transferInformedOn: isTransferred,
  withdrawnOn: ({ withdrawnOn }) => withdrawnOn !== null,
  courtSeizedOn: ({ courtSeizedOn }) => courtSeizedOn !== null,
  resolution: isClosed,
  outcome: isClosed,
  communicatedToPersonOn: isClosed,
  communicatedToServiceOn: isClosed,
  arrearsCents: isClosed,
  overpaymentCents: isClosed,
};

export interface CorrectedFacts {
  /** The members that really change, with those that follow from them. */
  readonly changes: Move['changes'];
  readonly replaced: readonly ReplacedValue[];
}

/**
 * The facts as corrected, before `checkCorrectedCase` holds them to the rules.
 *
 * @throws `mediation/nothing-to-correct`, `mediation/not-in-this-case`
 */
export function corrected(referral: CaseFacts, correction: Correction): CorrectedFacts {
  const wrong = CORRECTABLE.filter((member) => {
    const right = correction[member];
    return right !== undefined && right !== referral[member];
  });
  if (wrong.length === 0) throw correctionErrors.nothingToCorrect();
  const absent = wrong.find((member) => ONLY_WHERE[member]?.(referral) === false);
  if (absent !== undefined) throw refuseAt(pointerOf(absent), correctionErrors.notInThisCase);
  const right = Object.fromEntries(
    wrong.map((member) => [member, correction[member]]),
  ) as Correction;
  return {
    changes: { ...right, ...derived(referral, { ...referral, ...right }) },
    replaced: wrong.map((member) => ({
      member: nameOf(member),
      before: written(referral[member]),
      after: written(right[member]),
    })),
  };
}

/** The facts that the steps of the case derived from the corrected ones. */
function derived(before: CaseFacts, after: CaseFacts): Move['changes'] {
  const { status, notifiedOn } = after;
  return {
    ...(after.decision === 'admissible' && { openedOn: notifiedOn }),
    ...(status === 'inadmissible' && { personInformedOn: notifiedOn }),
    ...(after.decision === 'more_information' && movedRequest(before, notifiedOn)),
    ...closingDay(after),
  };
}

/** The person keeps the same number of days to answer. */
function movedRequest(before: CaseFacts, notifiedOn: LocalDate | null): Move['changes'] {
  const { notifiedOn: former, informationDueOn: due } = before;
  if (notifiedOn === null || former === null || due === null) return {};
  return {
    informationRequestedOn: notifiedOn,
    informationDueOn: addDays(notifiedOn, daysBetween(former, due)),
  };
}

function closingDay(after: CaseFacts): Move['changes'] {
  const { communicatedToPersonOn: toPerson, communicatedToServiceOn: toService } = after;
  switch (after.status) {
    case 'closed':
      return toPerson === null || toService === null
        ? {}
        : { closedOn: latest(toPerson, toService) };
    case 'inadmissible':
    case 'redirected':
      return { closedOn: after.notifiedOn };
    case 'withdrawn':
      return { closedOn: after.withdrawnOn };
    case 'lapsed':
      return { closedOn: after.courtSeizedOn };
    case 'transferred':
      return { closedOn: after.transferredOn };
    default:
      return {};
  }
}

/** A value as the timeline keeps it. */
function written(value: string | number | boolean | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** The name of a member in requests and answers. */
function nameOf(member: Correctable): string {
  if (member === 'priorClaimMadeOn') return 'priorClaim.madeOn';
  if (member === 'priorClaimReference') return 'priorClaim.reference';
  if (member === 'priorClaimCompletedOn') return 'priorClaim.completedOn';
  return member === 'transferInformedOn' ? 'personInformedOn' : member;
}

function pointerOf(member: Correctable): string {
  return `/changes/${nameOf(member).replace('.', '/')}`;
}
