import type { ErrorFactory } from '@passerelle/kernel';

import { caseErrors } from './case.errors.js';
import {
  type Addressee,
  type Decision,
  STATUSES,
  type ReferralStatus,
  type Resolution,
  type SolutionAnswer,
} from './referral.js';

/** A case that has ended is not reopened: what comes up later is a new case, linked to the first (domain M5.5). */
export const ENDED_STATUSES = [
  'redirected',
  'inadmissible',
  'no_further_action',
  'closed',
  'lapsed',
  'withdrawn',
  'joined',
  'transferred',
] as const satisfies readonly ReferralStatus[];

/** The case is received, and the decision on admissibility is still to be taken. */
const UNDECIDED_STATUSES = [
  'received',
  'more_information_requested',
] as const satisfies readonly ReferralStatus[];

/** The case is admissible and under examination; no solution or recommendation is out. */
const REVIEW_STATUSES = [
  'in_review',
  'waiting_beneficiary',
  'waiting_service',
  'waiting_partner',
] as const satisfies readonly ReferralStatus[];

const OPENED: readonly ReferralStatus[] = [
  ...REVIEW_STATUSES,
  'solution_proposed',
  'recommendation_issued',
];
const NOT_ENDED: readonly ReferralStatus[] = [...UNDECIDED_STATUSES, ...OPENED];

/** The statuses in which each command is allowed; in every other status the command is refused. */
const ALLOWED_IN = {
  decide: UNDECIDED_STATUSES,
  supply_information: ['more_information_requested'],
  take_no_further_action: ['more_information_requested'],
  ask_question: OPENED,
  answer_question: OPENED,
  propose_solution: REVIEW_STATUSES,
  answer_solution: ['solution_proposed'],
  issue_recommendation: OPENED,
  // Services often answer after the closure, and the follow-up needs that answer too (domain M7.3).
  answer_recommendation: ['recommendation_issued', 'closed'],
  withdraw_recommendation: ['recommendation_issued'],
  close: OPENED,
  withdraw: NOT_ENDED,
  seize_court: NOT_ENDED,
  join: NOT_ENDED,
  hand_over: NOT_ENDED,
  transfer: NOT_ENDED,
} as const satisfies Record<string, readonly ReferralStatus[]>;

export type Command = keyof typeof ALLOWED_IN;
export const COMMANDS = Object.keys(ALLOWED_IN) as readonly Command[];

const AFTER_DECISION: Readonly<Record<Decision, ReferralStatus>> = {
  admissible: 'in_review',
  inadmissible: 'inadmissible',
  redirected: 'redirected',
  more_information: 'more_information_requested',
};

/**
 * A command, with what the next status depends on. `openQuestions` lists the addressees who still have to
 * answer after the step.
 */
export type Step =
  | { readonly command: 'decide'; readonly decision: Decision }
  | {
      readonly command: 'ask_question' | 'answer_question';
      readonly openQuestions: readonly Addressee[];
    }
  | {
      readonly command: 'answer_solution';
      readonly answer: SolutionAnswer;
      readonly openQuestions: readonly Addressee[];
    }
  | {
      readonly command: 'withdraw_recommendation';
      /** How many recommendations of the case remain once this one is withdrawn. */
      readonly remaining: number;
      readonly openQuestions: readonly Addressee[];
    }
  | {
      readonly command: Exclude<
        Command,
        | 'decide'
        | 'ask_question'
        | 'answer_question'
        | 'answer_solution'
        | 'withdraw_recommendation'
      >;
    };

export function isEnded(status: ReferralStatus): boolean {
  return (ENDED_STATUSES as readonly ReferralStatus[]).includes(status);
}

export function isUndecided(status: ReferralStatus): boolean {
  return (UNDECIDED_STATUSES as readonly ReferralStatus[]).includes(status);
}

export function isAllowed(command: Command, status: ReferralStatus): boolean {
  return (ALLOWED_IN[command] as readonly ReferralStatus[]).includes(status);
}

/**
 * @throws `mediation/already-decided`, `mediation/referral-already-closed`, `mediation/not-yet-admissible`
 *   or `mediation/not-allowed-now`
 */
export function assertAllowed(command: Command, status: ReferralStatus): void {
  const refusal = refusalOf(command, status);
  if (refusal !== null) throw refusal({ command, status });
}

/** Every refusal that the status of a case can cause for a command: for the documentation of the routes. */
export function refusalsOf(command: Command): ErrorFactory[] {
  const refusals = STATUSES.map((status) => refusalOf(command, status));
  return [...new Set(refusals)].filter((refusal) => refusal !== null);
}

function refusalOf(command: Command, status: ReferralStatus): ErrorFactory | null {
  if (isAllowed(command, status)) return null;
  const decided = status === 'inadmissible' || status === 'redirected' || OPENED.includes(status);
  if (command === 'decide' && (decided || status === 'closed')) return caseErrors.alreadyDecided;
  if (isEnded(status)) return caseErrors.referralAlreadyClosed;
  const isForLater = ALLOWED_IN[command].some((allowed) => OPENED.includes(allowed));
  return isUndecided(status) && isForLater ? caseErrors.notYetAdmissible : caseErrors.notAllowedNow;
}

/**
 * The status of an examination, by whom the mediator waits for. The status depends on the open questions
 * only, not on the order in which the questions were asked or answered: while one of two questions is open,
 * the case keeps waiting. The person comes first, because their page must say that an answer is expected of
 * them; then the services of the Caf, then outside partners. The questions themselves show the full list.
 */
export function reviewStatus(openQuestions: readonly Addressee[]): ReferralStatus {
  if (openQuestions.includes('beneficiary')) return 'waiting_beneficiary';
  if (openQuestions.includes('service')) return 'waiting_service';
  if (openQuestions.includes('partner')) return 'waiting_partner';
  return 'in_review';
}

/** The status after a step. Throws the errors of `assertAllowed` when the step is not allowed. */
export function nextStatus(status: ReferralStatus, step: Step): ReferralStatus {
  assertAllowed(step.command, status);
  switch (step.command) {
    case 'decide':
      return AFTER_DECISION[step.decision];
    case 'supply_information':
      return 'received';
    case 'take_no_further_action':
      return 'no_further_action';
    case 'ask_question':
    case 'answer_question':
      return (REVIEW_STATUSES as readonly ReferralStatus[]).includes(status)
        ? reviewStatus(step.openQuestions)
        : status;
    case 'propose_solution':
      return 'solution_proposed';
    case 'answer_solution':
      return step.answer === 'accepted' ? 'solution_proposed' : reviewStatus(step.openQuestions);
    case 'issue_recommendation':
      return 'recommendation_issued';
    case 'answer_recommendation':
      return status;
    case 'withdraw_recommendation':
      return step.remaining > 0 ? 'recommendation_issued' : reviewStatus(step.openQuestions);
    case 'close':
      return 'closed';
    case 'withdraw':
      return 'withdrawn';
    case 'seize_court':
      return 'lapsed';
    case 'join':
      return 'joined';
    case 'transfer':
      return 'transferred';
    case 'hand_over':
      return status;
  }
}

/** `inadmissible`, `joined` and `transferred` have no resolution: the national reports do not count them as results. */
const RESOLUTION_OF_STATUS: Readonly<Partial<Record<ReferralStatus, Resolution>>> = {
  withdrawn: 'withdrawn',
  lapsed: 'lapsed_court_seized',
  no_further_action: 'no_further_action',
  redirected: 'redirected',
};

/** The resolution of a case that ends otherwise than by a closure; null when that end has none. */
export function resolutionOfStatus(status: ReferralStatus): Resolution | null {
  return RESOLUTION_OF_STATUS[status] ?? null;
}
