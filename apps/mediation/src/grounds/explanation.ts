import { fillSentence, type Localized } from '@passerelle/kernel';

import type { ReferralState } from '../cases/referral.js';
import { GROUND_RULES } from './ground-rules.js';
import { receivingServiceName } from './receiving-services.js';

const TRANSMITTED: Localized = {
  fr: 'Votre demande a été transmise le {transmittedOn} au service suivant : {service}.',
  en: 'On {transmittedOn} your request was passed on to the following service: {service}.',
};

/**
 * The sentences of the letter that explain a decision to the person: its ground, and the service that
 * receives the request.
 */
export function explanationOf(
  decision: Pick<ReferralState, 'ground' | 'redirectedTo' | 'transmittedOn'>,
): readonly Localized[] {
  const { ground, redirectedTo, transmittedOn } = decision;
  const sentences: Localized[] = [];
  if (ground !== null) sentences.push(GROUND_RULES[ground].sentence);
  if (redirectedTo !== null && transmittedOn !== null) {
    const service = receivingServiceName(redirectedTo);
    sentences.push(fillSentence(TRANSMITTED, { service, transmittedOn }));
  }
  return sentences;
}
