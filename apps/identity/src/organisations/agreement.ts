import type { LocalDate } from '@passerelle/kernel';

/**
 * The steps of a partner to access (domain C3.1): questionnaire, review, documents, signed convention, signed
 * contract of service, members entered, open; then suspended, renewed, terminated.
 */
export const AGREEMENT_STATUSES = [
  'questionnaire_received',
  'under_review',
  'documents_sent',
  'agreement_signed',
  'service_contract_signed',
  'members_entered',
  'open',
  'suspended',
  'renewed',
  'terminated',
] as const;

export type AgreementStatus = (typeof AGREEMENT_STATUSES)[number];

/** The steps that may follow each status. An agreement may end before it opens: a reading of our own. */
export const NEXT: Readonly<Record<AgreementStatus, readonly AgreementStatus[]>> = {
  questionnaire_received: ['under_review', 'terminated'],
  under_review: ['documents_sent', 'terminated'],
  documents_sent: ['agreement_signed', 'terminated'],
  agreement_signed: ['service_contract_signed', 'terminated'],
  service_contract_signed: ['members_entered', 'terminated'],
  members_entered: ['open', 'terminated'],
  open: ['suspended', 'renewed', 'terminated'],
  suspended: ['open', 'terminated'],
  renewed: ['suspended', 'renewed', 'terminated'],
  terminated: [],
};

/** Each agreement has two administrators, who manage the other agents (domain C3.2). */
export const ADMINISTRATORS = 2;

export interface AgreementState {
  readonly status: AgreementStatus;
  readonly statusOn: LocalDate;
  readonly endsOn: LocalDate | null;
}

/** A step that an administrator asks for. */
export interface RequestedStep {
  readonly to: AgreementStatus;
  readonly on: LocalDate;
  /** The last day of an agreement that is opened or renewed. */
  readonly endsOn: LocalDate | null;
  readonly reason: string | null;
}

export type StepRefusal =
  | 'not_next'
  | 'in_future'
  | 'before_last_step'
  | 'administrators_missing'
  | 'end_needed'
  | 'end_past'
  | 'reason_needed';

/** The reason why a step may not be taken; null when the step may be taken. */
export function refuseStep(
  state: AgreementState,
  step: RequestedStep,
  today: LocalDate,
  administrators: number,
): StepRefusal | null {
  const { to, on, endsOn, reason } = step;
  if (!NEXT[state.status].includes(to)) return 'not_next';
  if (on > today) return 'in_future';
  if (on < state.statusOn) return 'before_last_step';
  if ((to === 'members_entered' || to === 'open') && administrators !== ADMINISTRATORS) {
    return 'administrators_missing';
  }
  if ((to === 'open' || to === 'renewed') && endsOn === null && state.endsOn === null) {
    return 'end_needed';
  }
  if ((to === 'open' || to === 'renewed') && (endsOn ?? state.endsOn ?? '') < today) {
    return 'end_past';
  }
  if ((to === 'suspended' || to === 'terminated') && reason === null) return 'reason_needed';
  return null;
}

/** Whether an agreement gives access on a day. The last day closes the access without any recurring task. */
export function isInForce(state: AgreementState, today: LocalDate): boolean {
  const opened = state.status === 'open' || state.status === 'renewed';
  return opened && state.statusOn <= today && (state.endsOn === null || today <= state.endsOn);
}
