import type { LocalDate } from '@passerelle/kernel';

/** Who refers the case (domain M4). */
export const ORIGINS = [
  'beneficiary',
  'legal_representative',
  'defender_of_rights',
  'state',
  'elected_official',
  'national_mediator',
  'social_worker',
] as const;
export type Origin = (typeof ORIGINS)[number];

/** The online procedure of Mon compte, an e-mail to the mailbox of the mediation, a letter (domain M4). */
export const CHANNELS = ['online', 'email', 'letter'] as const;
export type Channel = (typeof CHANNELS)[number];

export const BENEFITS = [
  'rsa',
  'housing',
  'disability',
  'family',
  'prime_activite',
  'childcare',
  /** The allocation journalière du proche aidant, which is no family benefit (domain M3.25). */
  'ajpa',
  'other',
] as const;
export type Benefit = (typeof BENEFITS)[number];

/**
 * The reasons that the national reports count (domain M6.1), and two more. `delay`: the grounds distinguish a normal
 * delay from an abnormal one (domain M2.8, M2.14). `penalty`: a warning or a penalty of L114-17 CSS, whatever the
 * benefit, has a remedy of its own (domain M3.10).
 */
export const REASONS = [
  'unpaid_benefit',
  'misunderstanding',
  'overpayment',
  'delay',
  'penalty',
  'other',
] as const;
export type Reason = (typeof REASONS)[number];

/** The states of a case (domain M5). */
export const STATUSES = [
  'received',
  'more_information_requested',
  'redirected',
  'inadmissible',
  'no_further_action',
  'in_review',
  'waiting_beneficiary',
  'waiting_service',
  'waiting_partner',
  'solution_proposed',
  'recommendation_issued',
  'closed',
  'lapsed',
  'withdrawn',
  'joined',
  'transferred',
] as const;
export type ReferralStatus = (typeof STATUSES)[number];

export const DECISIONS = ['admissible', 'inadmissible', 'redirected', 'more_information'] as const;
export type Decision = (typeof DECISIONS)[number];

/** The grounds of a decision on admissibility (domain M2); `ground-rules.ts` gives the decisions of each. */
export const GROUNDS = [
  'no_prior_claim',
  'court_seized',
  'unclear_subject',
  'not_caf',
  'private_dispute',
  'claim_processing',
  'administrative_explanation',
  'acceleration_normal_delay',
  'political_mail',
  'qualified_fraud',
  'partner_funding',
  'data_rights',
  'debt_remission',
  'abnormal_delay',
] as const;
export type Ground = (typeof GROUNDS)[number];

/** How a case ended (domain M6.4). */
export const RESOLUTIONS = [
  'fully_revised',
  'partly_revised',
  'maintained_with_explanation',
  'amicable_agreement',
  'recommendation_followed',
  'recommendation_not_followed',
  'withdrawn',
  'lapsed_court_seized',
  'no_further_action',
  'redirected',
] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** The three results of the national reports: décision révisée, maintenue, autre (domain M6.3). */
export const OUTCOMES = ['revised', 'maintained', 'other'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** To whom a question of the mediator is put: the person, a service of the Caf, or an outside partner. */
export const ADDRESSEES = ['beneficiary', 'service', 'partner'] as const;
export type Addressee = (typeof ADDRESSEES)[number];

/**
 * What makes a mediator unfit for a case: having handled the file before (domain M8.2), or a link that R115-5 CSS
 * makes the mediator declare (domain M1.7).
 */
export const CONFLICT_KINDS = ['handled_before', 'family', 'professional', 'financial'] as const;
export type ConflictKind = (typeof CONFLICT_KINDS)[number];

/** A link of a mediator with the case, direct or not. */
export interface DeclaredLink {
  readonly mediator: string;
  readonly kind: Exclude<ConflictKind, 'handled_before'>;
}

export const SOLUTION_ANSWERS = ['accepted', 'refused'] as const;
export type SolutionAnswer = (typeof SOLUTION_ANSWERS)[number];

/**
 * The members of a referral that the rules read, as one flat row. Each rule asks for its own members (`Pick`),
 * so that a caller can pass an entity, a command or a test value without a conversion.
 */
export interface ReferralState {
  readonly id: string;
  readonly reference: string;
  readonly status: ReferralStatus;

  readonly origin: Origin;
  readonly originDetail: string | null;
  readonly channel: Channel;
  /** The account that sent the referral; null when the mediation team recorded it. */
  readonly referredBy: string | null;
  readonly fileNumber: string;
  readonly receivedOn: LocalDate;

  readonly benefit: Benefit;
  readonly reason: Reason;
  readonly priorClaimMadeOn: LocalDate | null;
  readonly priorClaimReference: string | null;
  /** The day on which the Caf received the last documents for the claim: the silence counts from then (domain M3.9). */
  readonly priorClaimCompletedOn: LocalDate | null;
  /** Whether the person states at registration that a court action is under way. */
  readonly courtSeized: boolean;
  /** Last day of the first remedy against the contested decision. */
  readonly appealDeadline: LocalDate | null;
  /** Whether the contested decision printed the limits and the remedies; null when it is unknown (domain M3.6). */
  readonly remediesPrinted: boolean | null;

  readonly assignedTo: string | null;
  /** The accounts that handled the file before the mediation, which have a conflict of interest (domain M8.2). */
  readonly handledBy: readonly string[];

  /** The last decision on admissibility; the decision that follows `more_information` replaces it. */
  readonly decision: Decision | null;
  readonly ground: Ground | null;
  /** The day on which the person was notified of that decision. */
  readonly notifiedOn: LocalDate | null;
  /** The day on which the admissibility was notified: the mediation opens and suspends the limits (domain M3.2). */
  readonly openedOn: LocalDate | null;
  readonly informationRequestedOn: LocalDate | null;
  readonly informationDueOn: LocalDate | null;
  readonly redirectedTo: string | null;
  readonly transmittedOn: LocalDate | null;
  readonly personInformedOn: LocalDate | null;

  readonly solutionProposedOn: LocalDate | null;
  readonly solutionAnswer: SolutionAnswer | null;
  readonly solutionAnsweredOn: LocalDate | null;

  readonly resolution: Resolution | null;
  readonly outcome: Outcome | null;
  readonly communicatedToPersonOn: LocalDate | null;
  readonly communicatedToServiceOn: LocalDate | null;
  /** The day on which the case ended, whatever the end. */
  readonly closedOn: LocalDate | null;
  readonly courtSeizedOn: LocalDate | null;
  readonly withdrawnOn: LocalDate | null;
  readonly joinedTo: string | null;
  readonly joinedOn: LocalDate | null;

  /** The links that mediators of this Caf declared: the case then goes to another Caf (domain M1.7). */
  readonly declaredLinks: readonly DeclaredLink[];
  /** The body whose mediator treats the claim from then on. */
  readonly transferredTo: string | null;
  readonly transferredOn: LocalDate | null;
  readonly transferInformedOn: LocalDate | null;

  /** The ended case of the same file that this one continues (domain M5.5). */
  readonly linkedTo: string | null;
  /** The later cases that continue this one. */
  readonly linkedFrom: readonly string[];
}

/** A case with its texts and amounts: every fact that a move may change. */
export interface CaseFacts extends ReferralState {
  /** The request in the words of its sender. */
  readonly description: string;
  readonly solution: string | null;
  /** The closing text for the person. */
  readonly summary: string | null;
  readonly arrearsCents: number | null;
  readonly overpaymentCents: number | null;
}
