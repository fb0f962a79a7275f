import type { TimelineStep } from './timeline-step.js';
import type { CaseFacts } from './referral.js';

/**
 * What one command comes to: what it changes on the case, and the step that it adds to the timeline. Made by
 * pure functions, so that a case recorded as it goes and a past case that is imported live by the same rules.
 */
export interface Move {
  readonly changes: Partial<Omit<CaseFacts, 'id' | 'reference' | 'handledBy'>>;
  readonly step: TimelineStep;
}
