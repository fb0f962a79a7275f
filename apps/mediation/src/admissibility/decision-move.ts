import type { LocalDate } from '@passerelle/kernel';

import { nextStatus, resolutionOfStatus } from '../cases/lifecycle.js';
import type { Move } from '../cases/move.js';
import type { CaseFacts, Decision } from '../cases/referral.js';
import type { TimelineKind } from '../cases/timeline-step.js';
import {
  type AdmissibilityDecision,
  type AdmissibilitySettings,
  checkDecision,
} from './admissibility.js';

const STEP_OF: Readonly<Record<Decision, TimelineKind>> = {
  admissible: 'declared_admissible',
  inadmissible: 'declared_inadmissible',
  redirected: 'redirected',
  more_information: 'more_information_requested',
};

type Decided = Pick<
  CaseFacts,
  'status' | 'receivedOn' | 'reason' | 'priorClaimMadeOn' | 'courtSeized' | 'informationRequestedOn'
>;

/** A decision on admissibility; an inadmissible or redirected case ends with its decision. */
export function decisionMove(
  referral: Decided,
  decision: AdmissibilityDecision,
  today: LocalDate,
  settings: AdmissibilitySettings,
): Move {
  const status = nextStatus(referral.status, { command: 'decide', decision: decision.decision });
  const facts = checkDecision(decision, referral, today, settings);
  const ended = status === 'inadmissible' || status === 'redirected';
  return {
    changes: {
      ...facts,
      status,
      ...(ended ? { closedOn: decision.notifiedOn, resolution: resolutionOfStatus(status) } : {}),
      ...(status === 'redirected' ? { outcome: 'other' } : {}),
    },
    step: {
      kind: STEP_OF[decision.decision],
      occurredOn: decision.notifiedOn,
      detail: facts.ground,
    },
  };
}
