import type { LocalDate, Localized } from '@passerelle/kernel';

import type { Decision, Ground, ReferralState } from '../cases/referral.js';
import {
  type AdmissibilitySettings,
  DEFAULT_ADMISSIBILITY_SETTINGS,
  groundRule,
} from './admissibility.js';
import type { ReceivingService } from '../grounds/receiving-services.js';

/** What is known when the mediator prepares the decision; null where the answer is not known yet. */
export type AdvisedReferral = Pick<ReferralState, 'priorClaimMadeOn' | 'courtSeized' | 'reason'> & {
  /** Whether the services answered the prior claim. */
  readonly priorClaimAnswered: boolean | null;
  /**
   * Whether the wait is still within the normal delay that the service *indicators* publishes; null where its
   * figures are missing or too old. Nothing is then advised about the delay.
   */
  readonly withinNormalDelay: boolean | null;
  /** The day on which the silence about the prior claim counts as a rejection (domain M3.9). */
  readonly silenceRejectsOn: LocalDate | null;
};

export interface Advice {
  readonly ground: Ground;
  readonly decision: Decision;
  readonly receivingService: ReceivingService | null;
  /** `required`: the law allows no other decision. `suggested`: the mediator judges. */
  readonly strength: 'required' | 'suggested';
  readonly because: Localized;
}

/**
 * The grounds that the recorded facts suggest (domain M2), the binding ones first. The mediator decides: most
 * grounds (political mail, fraud, data rights…) appear in the letter of the person, not in the facts. An empty
 * list means that no recorded fact speaks against admissibility. No ground depends on the benefit.
 */
export function adviseAdmissibility(
  referral: AdvisedReferral,
  today: LocalDate,
  settings: AdmissibilitySettings = DEFAULT_ADMISSIBILITY_SETTINGS,
): readonly Advice[] {
  const advice: Advice[] = [];
  const add = (ground: Ground, strength: Advice['strength'], because: Localized): void => {
    const { decisions, service } = groundRule(ground, settings);
    const [decision] = decisions;
    advice.push({ ground, decision, receivingService: service, strength, because });
  };
  const waiting = referral.priorClaimMadeOn !== null && referral.priorClaimAnswered === false;
  // A claim that silence has rejected waits for no answer any more.
  const rejected = referral.silenceRejectsOn !== null && referral.silenceRejectsOn <= today;

  if (referral.courtSeized) {
    add('court_seized', 'required', {
      fr: 'La personne déclare qu’un tribunal est saisi.',
      en: 'A court action is stated to be under way.',
    });
  }
  if (referral.priorClaimMadeOn === null) {
    add('no_prior_claim', 'required', {
      fr: 'Aucune démarche préalable n’est enregistrée.',
      en: 'No prior claim is recorded.',
    });
  }
  if (waiting && !rejected && referral.withinNormalDelay === true) {
    add('no_prior_claim', 'suggested', {
      fr: 'La réclamation n’a pas encore reçu de réponse, et le délai normal court toujours.',
      en: 'The prior claim has no answer yet, and the normal delay still runs.',
    });
    if (referral.reason === 'delay') {
      add('acceleration_normal_delay', 'suggested', {
        fr: 'La saisine porte sur le délai, qui est encore normal.',
        en: 'The referral is about the delay, which is still normal.',
      });
    }
  }
  if (waiting && referral.withinNormalDelay === false) {
    add('abnormal_delay', 'suggested', {
      fr: 'La réclamation attend une réponse au-delà du délai normal : vérifiez si l’équilibre financier de la personne est menacé.',
      en: 'The prior claim has waited beyond the normal delay: check whether the person’s financial balance is at risk.',
    });
  }
  return advice;
}
