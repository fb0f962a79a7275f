import type { LocalDate } from '@passerelle/kernel';

import type { TimelineStep } from '../timeline/timeline.js';
import { checkRegistration } from './referral-rules.js';
import type { CaseFacts } from './referral.js';

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
  | 'courtSeized'
  | 'appealDeadline'
  | 'handledBy'
  | 'referredBy'
>;

/** A case just received: everything that is still to come is null. */
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
} as const satisfies Omit<CaseFacts, 'id' | 'reference' | keyof NewCase>;
