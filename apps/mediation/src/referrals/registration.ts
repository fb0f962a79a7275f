import { addMonths, type LocalDate } from '@passerelle/kernel';

import { refuseAt } from '../cases/case.errors.js';
import type { CaseFacts, ReferralState } from '../cases/referral.js';
import type { TimelineStep } from '../cases/timeline-step.js';
import { referralErrors } from './referrals.errors.js';

/** What is known of a case on the day it arrives. */
export type NewCase = Pick<
  CaseFacts,
  | 'origin'
  | 'originDetail'
  | 'channel'
  | 'receivedOn'
  | 'fileNumber'
  | 'benefit'
  | 'reason'
  | 'description'
  | 'priorClaimMadeOn'
  | 'priorClaimReference'
  | 'priorClaimCompletedOn'
  | 'courtSeized'
  | 'appealDeadline'
  | 'remediesPrinted'
  | 'handledBy'
  | 'referredBy'
>;

/** A case just received, with its first step; every fact that is still to come is null. */
export function registration(
  facts: NewCase,
  today: LocalDate,
): { readonly facts: Omit<CaseFacts, 'id' | 'reference'>; readonly step: TimelineStep } {
  checkRegistration(facts, today);
  return {
    facts: { ...NOTHING_YET, ...facts },
    step: { kind: 'received', occurredOn: facts.receivedOn },
  };
}

/**
 * A missing prior claim or a court already seized is *not* refused here: the case is recorded and
 * gets its decision, so that the person receives an explanation (domain M2.1, M2.2).
 *
 * An appeal deadline that ended before receipt is recorded too. A limit that has expired does not revive (domain
 * M3.3): the appeal clock answers `expired`, and the person learns it with the decision on the case.
 */
export function checkRegistration(
  registration: Pick<
    ReferralState,
    'receivedOn' | 'priorClaimMadeOn' | 'priorClaimCompletedOn' | 'appealDeadline'
  >,
  today: LocalDate,
): void {
  const { receivedOn, priorClaimMadeOn, priorClaimCompletedOn } = registration;
  if (receivedOn > today) {
    throw refuseAt('/receivedOn', referralErrors.receivedInFuture, { receivedOn, today });
  }
  checkAppealDeadline(registration);
  if (priorClaimMadeOn !== null) {
    const claim = { madeOn: priorClaimMadeOn, completedOn: priorClaimCompletedOn };
    checkPriorClaim(claim, { receivedOn }, today);
  }
}

/**
 * The months around the receipt in which a deadline is plausible. No text sets them: an old decision may be contested
 * without a limit, and the longest limits run from a notification, so that these bounds catch a mistyped year alone.
 */
const DEADLINE_MONTHS = { before: 120, after: 24 } as const;

function checkAppealDeadline({
  appealDeadline,
  receivedOn,
}: Pick<ReferralState, 'appealDeadline' | 'receivedOn'>): void {
  if (appealDeadline === null) return;
  const from = addMonths(receivedOn, -DEADLINE_MONTHS.before);
  const to = addMonths(receivedOn, DEADLINE_MONTHS.after);
  if (appealDeadline < from || appealDeadline > to) {
    throw refuseAt('/appealDeadline', referralErrors.appealDeadlineImplausible, {
      appealDeadline,
      from,
      to,
    });
  }
}

/**
 * The claim comes before the referral (L217-7-1 II CSS; domain M1.2), whether it is stated at registration or supplied
 * later. Its documents may come after the referral.
 */
export function checkPriorClaim(
  { madeOn, completedOn }: { readonly madeOn: LocalDate; readonly completedOn: LocalDate | null },
  { receivedOn }: Pick<ReferralState, 'receivedOn'>,
  today: LocalDate,
): void {
  if (madeOn > receivedOn) {
    throw refuseAt('/priorClaim/madeOn', referralErrors.priorClaimAfterReferral, {
      madeOn,
      receivedOn,
    });
  }
  if (completedOn !== null && (completedOn < madeOn || completedOn > today)) {
    throw refuseAt('/priorClaim/completedOn', referralErrors.priorClaimCompletedOutOfRange, {
      completedOn,
      madeOn,
      today,
    });
  }
}

const NOTHING_YET = {
  status: 'received',
  assignedTo: null,
  decision: null,
  ground: null,
  notifiedOn: null,
  openedOn: null,
  informationRequestedOn: null,
  informationDueOn: null,
  redirectedTo: null,
  transmittedOn: null,
  personInformedOn: null,
  solution: null,
  solutionProposedOn: null,
  solutionAnswer: null,
  solutionAnsweredOn: null,
  resolution: null,
  outcome: null,
  communicatedToPersonOn: null,
  communicatedToServiceOn: null,
  closedOn: null,
  summary: null,
  arrearsCents: null,
  overpaymentCents: null,
  courtSeizedOn: null,
  withdrawnOn: null,
  joinedTo: null,
  joinedOn: null,
  declaredLinks: [],
  transferredTo: null,
  transferredOn: null,
  transferInformedOn: null,
  linkedTo: null,
  linkedFrom: [],
} as const satisfies Omit<CaseFacts, 'id' | 'reference' | keyof NewCase>;
