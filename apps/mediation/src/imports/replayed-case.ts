import { DomainError, type LocalDate } from '@passerelle/kernel';

import type { CaseFacts, Decision, Ground, Resolution } from '../cases/referral.js';
import type { TimelineStep } from '../cases/timeline-step.js';
import type { EndingMove } from '../endings/ending-moves.js';
import type { InformationRequestState } from '../information-requests/information-request.js';
import type { RecommendationState } from '../recommendations/recommendation.js';

/** An event that other services receive about the case; `version`: the version of the case after the step. */
export type PastCaseEvent = { readonly version: number } & (
  | ({ readonly event: 'received' } & Pick<
      CaseFacts,
      'origin' | 'channel' | 'benefit' | 'receivedOn'
    >)
  | {
      readonly event: 'decided';
      readonly decision: Decision;
      readonly ground: Ground | null;
      readonly notifiedOn: LocalDate;
    }
  | {
      readonly event: 'ended';
      readonly status: EndingMove['end']['status'] | 'closed';
      readonly resolution: Resolution | null;
      readonly endedOn: LocalDate;
    }
);

/** The state of a past case after its last act. */
export interface ReplayedCase {
  readonly facts: Omit<CaseFacts, 'id' | 'reference'>;
  readonly requests: readonly Omit<InformationRequestState, 'id'>[];
  readonly recommendations: readonly Omit<RecommendationState, 'id'>[];
  readonly steps: readonly TimelineStep[];
  readonly events: readonly PastCaseEvent[];
  /** Raised by each step, as for a case that is recorded as it goes. */
  readonly version: number;
}

/** The rule that a past case breaks, and where: `closure.communicatedToPersonOn`. */
export interface PastCaseFault {
  readonly field: string;
  readonly code: string;
}

/** The event before its step has given it a version. */
export type PastCaseEventData = PastCaseEvent extends infer E
  ? E extends PastCaseEvent
    ? Omit<E, 'version'>
    : never
  : never;

export function isFault(outcome: ReplayedCase | PastCaseFault): outcome is PastCaseFault {
  return 'code' in outcome;
}

/** The refusal of a rule, with its place in the line: a rule points at a member of what it was given. */
export function faultOf(error: unknown, field: string): PastCaseFault {
  if (!(error instanceof DomainError)) throw error;
  const inner = (error.fields[0]?.pointer ?? '').split('/').filter((part) => part !== '');
  const path = [field, ...inner].filter((part) => part !== '').join('.');
  return { field: path, code: lineCodeOf(error.code) };
}

/** `mediation/closure-before-opening` is `closure-before-opening` in a line. */
export function lineCodeOf(code: string): string {
  return code.slice(code.indexOf('/') + 1);
}
