import type { TimelineStep } from './timeline-step.js';
import type { CaseFacts } from './referral.js';

/**
 * The effect of one command: the facts that the command changes on the case, and the step that it adds to the
 * timeline. Pure functions make the moves, so that requests and imports of past cases follow the same rules.
 */
export interface Move {
  readonly changes: Partial<
    Omit<CaseFacts, 'id' | 'reference' | 'handledBy' | 'declaredLinks' | 'linkedFrom'>
  >;
  readonly step: TimelineStep;
}
