import { addMonths, type LocalDate, parisDay } from '@passerelle/kernel';

import { type AgreementState, isInForce } from './agreement.js';

export interface AgentTerms {
  readonly createdAt: Date;
  readonly startsOn: LocalDate;
  /** The last day of access, included. */
  readonly endsOn: LocalDate | null;
  readonly recertifiedOn: LocalDate;
  readonly endedAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly agreement: AgreementState;
}

export interface AgentLimits {
  readonly unusedMonths: number;
  readonly recertificationMonths: number;
}

export type AgentVerdict =
  | 'open'
  | 'ended'
  | 'agreement_not_in_force'
  | 'not_started'
  | 'end_date_reached'
  | 'not_recertified'
  | 'unused';

/** Whether an agent may act at an instant. Days are days in Paris. */
export function agentAccess(terms: AgentTerms, now: Date, limits: AgentLimits): AgentVerdict {
  const today = parisDay(now);
  if (terms.endedAt !== null) return 'ended';
  if (!isInForce(terms.agreement, today)) return 'agreement_not_in_force';
  if (today < terms.startsOn) return 'not_started';
  if (terms.endsOn !== null && terms.endsOn < today) return 'end_date_reached';
  if (recertificationDueOn(terms, limits) <= today) return 'not_recertified';
  if (unusedOn(terms, limits) <= today) return 'unused';
  return 'open';
}

/** The day from which an agent without a new confirmation has no access (domain C3.4). */
export function recertificationDueOn(
  { recertifiedOn }: Pick<AgentTerms, 'recertifiedOn'>,
  { recertificationMonths }: Pick<AgentLimits, 'recertificationMonths'>,
): LocalDate {
  return addMonths(recertifiedOn, recertificationMonths);
}

/**
 * The day from which an unused access is closed: six months after the last use (domain C3.3), or after the
 * day on which the access could first be used.
 */
function unusedOn(terms: AgentTerms, { unusedMonths }: AgentLimits): LocalDate {
  const days = [parisDay(terms.createdAt), terms.startsOn, terms.agreement.statusOn];
  if (terms.lastUsedAt !== null) days.push(parisDay(terms.lastUsedAt));
  const from = days.reduce((latest, day) => (day > latest ? day : latest));
  return addMonths(from, unusedMonths);
}
