import type { Addressee } from '../information-requests/information-request.js';
import type { Decision, ReferralStatus, SolutionAnswer } from './referral.js';
import { referralErrors } from './referrals.errors.js';

/** No reopening: what comes up later is a new case, linked to the first (§ 1.5). */
export const ENDED_STATUSES = [
  'redirected',
  'inadmissible',
  'no_further_action',
  'closed',
  'lapsed',
  'withdrawn',
  'joined',
] as const satisfies readonly ReferralStatus[];

/** Received, and the decision on admissibility still to be taken. */
export const UNDECIDED_STATUSES = [
  'received',
  'more_information_requested',
] as const satisfies readonly ReferralStatus[];

/** Declared admissible, under examination, nothing proposed yet. */
export const REVIEW_STATUSES = [
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

/** Which command is allowed in which status. What is not listed is refused. */
export const ALLOWED_IN = {
  decide: UNDECIDED_STATUSES,
  supply_information: ['more_information_requested'],
  take_no_further_action: ['more_information_requested'],
  ask_question: OPENED,
  answer_question: OPENED,
  propose_solution: REVIEW_STATUSES,
  answer_solution: ['solution_proposed'],
  issue_recommendation: OPENED,
  // Services often answer once the case is closed: the follow-up of § 1.7 needs that answer too.
  answer_recommendation: ['recommendation_issued', 'closed'],
  withdraw_recommendation: ['recommendation_issued'],
  close: OPENED,
  withdraw: NOT_ENDED,
  seize_court: NOT_ENDED,
  join: NOT_ENDED,
  hand_over: NOT_ENDED,
} as const satisfies Record<string, readonly ReferralStatus[]>;

export type Command = keyof typeof ALLOWED_IN;
export const COMMANDS = Object.keys(ALLOWED_IN) as readonly Command[];

const AFTER_DECISION: Readonly<Record<Decision, ReferralStatus>> = {
  admissible: 'in_review',
  inadmissible: 'inadmissible',
  redirected: 'redirected',
  more_information: 'more_information_requested',
};

/** A command with what its next status depends on. `openQuestions`: the addressees still to answer, after the step. */
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
      /** Recommendations that still stand once this one is withdrawn. */
      readonly standing: number;
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
  if (isAllowed(command, status)) return;
  const meta = { command, status };
  const decided = status === 'inadmissible' || status === 'redirected' || OPENED.includes(status);
  if (command === 'decide' && (decided || status === 'closed')) {
    throw referralErrors.alreadyDecided(meta);
  }
  if (isEnded(status)) throw referralErrors.referralAlreadyClosed(meta);
  if (isUndecided(status) && ALLOWED_IN[command].some((allowed) => OPENED.includes(allowed))) {
    throw referralErrors.notYetAdmissible(meta);
  }
  throw referralErrors.notAllowedNow(meta);
}

/**
 * Whom the examination waits for. It depends on the open questions only, not on the order in which
 * they were asked or answered: one answer out of two does not bring the case back to review.
 * The person comes first, because their own page must say that something is expected of them; then
 * the Caf's services, then outside partners. The full list is on the questions themselves.
 */
export function reviewStatus(openQuestions: readonly Addressee[]): ReferralStatus {
  if (openQuestions.includes('beneficiary')) return 'waiting_beneficiary';
  if (openQuestions.includes('service')) return 'waiting_service';
  if (openQuestions.includes('partner')) return 'waiting_partner';
  return 'in_review';
}

/** The status after a step. Throws as `assertAllowed` does when the step is not allowed. */
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
      return step.standing > 0 ? 'recommendation_issued' : reviewStatus(step.openQuestions);
    case 'close':
      return 'closed';
    case 'withdraw':
      return 'withdrawn';
    case 'seize_court':
      return 'lapsed';
    case 'join':
      return 'joined';
    case 'hand_over':
      return status;
  }
}
