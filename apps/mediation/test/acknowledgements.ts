import type { PrintableDocument } from '@passerelle/documents';
import { localDate as day, type LocalDate, NATIONAL_CALENDAR } from '@passerelle/kernel';

import {
  type AcknowledgedReferral,
  type Acknowledgement,
  acknowledgementOf,
} from '../src/acknowledgement/acknowledgement.js';
import { clockOf } from '../src/appeal-clock/referral-clock.js';
import type { ReferralState } from '../src/cases/referral.js';
import { LastDay } from '../src/time-limits/last-day.js';
import { contestedBy, type TimeLimit, timeLimitFor } from '../src/time-limits/time-limits.js';
import { textOf } from './report-text.js';

export const SERVICE = {
  name: 'Caf d’Exemple — médiation administrative',
  postalAddress: '1 rue de l’Exemple, 44999 Saint-Exemple',
  phone: '02 00 00 00 00',
  email: 'mediation@example.org',
};

type Facts = AcknowledgedReferral &
  Pick<ReferralState, 'benefit' | 'reason' | 'remediesPrinted' | 'appealDeadline'>;

/** A case with every fact of an acknowledgement, received and not decided. */
const RECEIVED: Facts = {
  reference: 'MED-2024-000001',
  fileNumber: '0000001',
  status: 'received',
  benefit: 'rsa',
  reason: 'unpaid_benefit',
  remediesPrinted: null,
  receivedOn: day('2024-02-01'),
  priorClaimMadeOn: day('2024-01-20'),
  appealDeadline: day('2024-03-15'),
  ground: null,
  notifiedOn: null,
  openedOn: null,
  informationDueOn: null,
  redirectedTo: null,
  transmittedOn: null,
  solutionProposedOn: null,
  communicatedToPersonOn: null,
  communicatedToServiceOn: null,
  closedOn: null,
  courtSeizedOn: null,
  withdrawnOn: null,
  joinedOn: null,
  transferredOn: null,
  transferredTo: null,
};

/** The acknowledgement of a case, on 10 February 2024 unless another day is given. */
export function letterOf(
  { today = day('2024-02-10'), ...changes }: Partial<Facts> & { readonly today?: LocalDate },
  options: { readonly limit?: TimeLimit | null; readonly recommended?: boolean } = {},
): Acknowledgement {
  const facts = { ...RECEIVED, ...changes };
  const issued = options.recommended === true ? [{ withdrawnOn: null }] : [];
  const limit = options.limit ?? timeLimitFor(contestedBy(facts), facts.receivedOn);
  const rule = { rolls: true, franc: false };
  const clock = clockOf(facts, issued, today, new LastDay(rule, NATIONAL_CALENDAR));
  return acknowledgementOf(facts, SERVICE, { limit, rule, clock });
}

/** The letter as plain lines. */
export const letterText = (document: PrintableDocument): string =>
  `${document.issuer}\n${textOf(document)}`;
