import { localDate as day } from '@passerelle/kernel';

import type { CaseFacts } from '../src/cases/referral.js';
import { registration } from '../src/referrals/registration.js';

/** A received case; a test states the facts that matter to it. */
export function caseFacts(state: Partial<CaseFacts>): CaseFacts {
  const { facts } = registration(
    {
      origin: 'beneficiary',
      originDetail: null,
      channel: 'online',
      receivedOn: day('2024-02-01'),
      fileNumber: '0000001',
      benefit: 'housing',
      reason: 'unpaid_benefit',
      description: 'Aide non versée.',
      priorClaimMadeOn: day('2024-01-20'),
      priorClaimReference: 'REC-1',
      priorClaimCompletedOn: null,
      courtSeized: false,
      appealDeadline: day('2024-03-15'),
      remediesPrinted: null,
      handledBy: [],
      referredBy: null,
    },
    day('2024-04-02'),
  );
  return { ...facts, id: 'a', reference: 'MED-2024-000001', ...state };
}

export const OPENED: Partial<CaseFacts> = {
  status: 'in_review',
  decision: 'admissible',
  notifiedOn: day('2024-02-09'),
  openedOn: day('2024-02-09'),
};

export const CLOSED: Partial<CaseFacts> = {
  ...OPENED,
  status: 'closed',
  resolution: 'partly_revised',
  outcome: 'revised',
  communicatedToPersonOn: day('2024-03-29'),
  communicatedToServiceOn: day('2024-03-28'),
  closedOn: day('2024-03-29'),
  summary: 'Le droit est rétabli.',
};
