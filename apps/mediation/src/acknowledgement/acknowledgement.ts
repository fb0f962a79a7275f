import { fillSentence, type LocalDate, type Localized } from '@passerelle/kernel';

import type { AppealClock } from '../appeal-clock/appeal-clock.js';
import { isEnded, isUndecided } from '../cases/lifecycle.js';
import type { ReferralState } from '../cases/referral.js';
import type { TimeLimit } from '../time-limits/time-limits.js';
import { authorityOf } from './authorities.js';
import { type RemedyFacts, type RemedyLaw, remediesOf } from './remedies.js';
import { counted, MONTHS, withDays } from './sentences.js';
import { type StateFacts, stateOf } from './case-state.js';

/** The mediation service and its contacts, for the letters. */
export interface ServiceContact {
  readonly name: string;
  readonly postalAddress: string;
  readonly phone: string;
  readonly email: string | null;
}

/**
 * The acknowledgement of receipt: the five elements that the law requires (R112-5 CRPA; domain M10.1), and where
 * the case stands. Each element is a member, so that no template can forget one.
 */
export interface Acknowledgement {
  readonly reference: string;
  readonly fileNumber: string;
  /** First element: the day of receipt. */
  readonly receivedOn: LocalDate;
  readonly receipt: Localized;
  /** Second element. */
  readonly service: ServiceContact;
  /** Where the case stands on the day of the letter. */
  readonly state: readonly Localized[];
  /** Third element: empty when nothing is missing. */
  readonly missing: readonly Localized[];
  /** Fourth element: what a silence means. */
  readonly silence: readonly Localized[];
  /** Fifth element. */
  readonly remedies: readonly Localized[];
}

export type AcknowledgedReferral = StateFacts &
  RemedyFacts &
  Pick<
    ReferralState,
    'reference' | 'fileNumber' | 'receivedOn' | 'priorClaimMadeOn' | 'informationDueOn'
  >;

const RECEIPT: Localized = {
  fr: 'Votre demande de médiation {reference} a été reçue le {receivedOn}.',
  en: 'Your request for mediation {reference} was received on {receivedOn}.',
};

const PRIOR_CLAIM_MISSING: Localized = {
  fr: 'La date et, si possible, la référence de la réclamation que vous avez déjà adressée aux services de la Caf.',
  en: 'The date and, if possible, the reference of the claim you have already made to the services of the Caf.',
};

const DEADLINE_MISSING: Localized = {
  fr: 'Si vous contestez une décision : sa date de notification ou la date limite de recours qu’elle indique.',
  en: 'If you contest a decision: the day it was notified to you, or the last day to appeal that it states.',
};

const INFORMATION_MISSING: Localized = {
  fr: 'Les précisions que le médiateur vous a demandées, au plus tard le {dueOn}.',
  en: 'The information that the mediator asked you for, by {dueOn}.',
};

// The mediator does not decide, so the silence of the mediator decides nothing (L217-7-1 I CSS; domain M10.5, an inference).
const SILENCE_OF_MEDIATOR: Localized = {
  fr: 'Le médiateur ne prend pas de décision : son silence ne vaut ni accord ni rejet.',
  en: 'The mediator takes no decision: silence means neither agreement nor rejection.',
};

const SILENCE_OF_AUTHORITY: Localized = {
  fr: 'Si vous avez formé un recours devant {authority}, l’absence de réponse pendant {months} vaut rejet.',
  en: 'If you have appealed to {authority}, {months} without an answer mean a rejection.',
};

/**
 * What was not verified is said in words (`remarksOn`). The letter gives the months of an unverified limit, because the
 * decision prevails and the person reads it there. The letter gives no unverified silence: a person who relies on a
 * wrong silence may lose a right.
 */
export function acknowledgementOf(
  referral: AcknowledgedReferral,
  service: ServiceContact,
  law: RemedyLaw,
): Acknowledgement {
  const { reference, fileNumber, receivedOn } = referral;
  return {
    reference,
    fileNumber,
    receivedOn,
    receipt: fillSentence(RECEIPT, { reference, receivedOn }),
    service,
    state: stateOf(referral),
    missing: missingIn(referral, law.clock),
    silence: [SILENCE_OF_MEDIATOR, ...silenceOf(law.limit)],
    remedies: remediesOf(referral, law),
  };
}

function missingIn(referral: AcknowledgedReferral, clock: AppealClock): Localized[] {
  const { status, priorClaimMadeOn, informationDueOn } = referral;
  return [
    ...(status === 'more_information_requested'
      ? withDays(INFORMATION_MISSING, { dueOn: informationDueOn })
      : []),
    ...(priorClaimMadeOn === null && isUndecided(status) ? [PRIOR_CLAIM_MISSING] : []),
    ...(clock.status === 'no_deadline' && !isEnded(status) ? [DEADLINE_MISSING] : []),
  ];
}

function silenceOf(limit: TimeLimit | null): Localized[] {
  const authority = limit === null ? null : authorityOf(limit);
  if (limit === null || authority === null) return [];
  const { silenceMonths, silenceTrust } = limit;
  return silenceMonths === null || silenceTrust !== 'verified'
    ? []
    : [fillSentence(SILENCE_OF_AUTHORITY, { authority, months: counted(silenceMonths, MONTHS) })];
}
