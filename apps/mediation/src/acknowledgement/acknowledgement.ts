import { fillSentence, type LocalDate, type Localized } from '@passerelle/kernel';

import type { ReferralState } from '../cases/referral.js';
import type { Remedy, TimeLimit } from '../time-limits/time-limits.js';

/** The mediation service and its contacts, for the letters. */
export interface ServiceContact {
  readonly name: string;
  readonly postalAddress: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

/**
 * The acknowledgement of receipt: the five elements that the law requires (R112-5 CRPA; domain M10.1). Each
 * element is a member, so that no template can forget one.
 */
export interface Acknowledgement {
  readonly reference: string;
  /** First element: the day of receipt. */
  readonly receivedOn: LocalDate;
  readonly receipt: Localized;
  /** Second element. */
  readonly service: ServiceContact;
  /** Third element: empty when nothing is missing. */
  readonly missing: readonly Localized[];
  /** Fourth element: what a silence means. */
  readonly silence: readonly Localized[];
  /** Fifth element. */
  readonly remedies: readonly Localized[];
}

const REMEDY_NAMES: Readonly<Record<Exclude<Remedy, 'none_before_court'>, Localized>> = {
  commission_de_recours_amiable: {
    fr: 'la commission de recours amiable de la Caf',
    en: 'the appeals commission of the Caf (commission de recours amiable)',
  },
  prior_administrative_appeal: {
    fr: 'l’autorité qui a pris la décision (recours administratif préalable obligatoire)',
    en: 'the authority that took the decision (recours administratif préalable obligatoire)',
  },
};

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

// The mediator does not decide, so the silence of the mediator decides nothing (L217-7-1 I CSS; domain M10.5, an inference).
const SILENCE_OF_MEDIATOR: Localized = {
  fr: 'Le médiateur ne prend pas de décision : son silence ne vaut ni accord ni rejet.',
  en: 'The mediator takes no decision: silence means neither agreement nor rejection.',
};

const SILENCE_OF_REMEDY: Localized = {
  fr: 'Si vous avez formé un recours devant {remedy}, l’absence de réponse pendant {months} mois vaut rejet.',
  en: 'If you have appealed to {remedy}, {months} months without an answer mean a rejection.',
};

const NOT_SUSPENDED_YET: Localized = {
  fr: 'Attention : votre demande ne suspend pas encore les délais de recours. Ils ne sont suspendus qu’à partir de la notification de sa recevabilité.',
  en: 'Beware: your request does not suspend the time limits to appeal yet. They are suspended only from the notification that it is admissible.',
};

const DEADLINE_KNOWN: Localized = {
  fr: 'D’après les éléments reçus, votre délai de recours se termine le {appealDeadline}.',
  en: 'From what we received, your time limit to appeal ends on {appealDeadline}.',
};

const REMEDY: Localized = {
  fr: 'Vous pouvez contester une décision devant {remedy}, dans un délai de {months} mois à compter de sa notification. La voie et le délai indiqués sur la décision prévalent.',
  en: 'You may contest a decision before {remedy}, within {months} months of its notification. The remedy and time limit printed on the decision prevail.',
};

// A penalty has no prior claim, so the letter never names the commission for it (L142-4 CSS; domain M3.10).
const COURT_DIRECTLY: Localized = {
  fr: 'Un avertissement ou une pénalité se conteste directement devant le pôle social du tribunal judiciaire, dans un délai de {months} mois à compter de sa notification. La voie et le délai indiqués sur la décision prévalent.',
  en: 'A warning or a penalty is contested directly before the pôle social of the tribunal judiciaire, within {months} months of its notification. The remedy and time limit printed on the decision prevail.',
};

const REMEDY_UNKNOWN: Localized = {
  fr: 'La voie et le délai de recours sont indiqués sur la décision contestée.',
  en: 'The remedy and its time limit are printed on the contested decision.',
};

const COURT_ENDS_MEDIATION: Localized = {
  fr: 'Vous pouvez former ce recours pendant la médiation. Saisir un tribunal y met fin.',
  en: 'You may lodge this appeal during the mediation. Going to court ends it.',
};

/**
 * @param limit the time limit of the benefit, null when none is known. The letter quotes the months of the
 *   remedy even when they are unverified, and adds that the wording of the decision prevails. The letter leaves
 *   out an unverified silence, because a person who relies on a wrong silence may lose a right.
 */
export function acknowledgementOf(
  referral: Pick<ReferralState, 'reference' | 'receivedOn' | 'priorClaimMadeOn' | 'appealDeadline'>,
  service: ServiceContact,
  limit: TimeLimit | null,
): Acknowledgement {
  const { reference, receivedOn, priorClaimMadeOn, appealDeadline } = referral;
  return {
    reference,
    receivedOn,
    receipt: fillSentence(RECEIPT, { reference, receivedOn }),
    service,
    missing: [
      ...(priorClaimMadeOn === null ? [PRIOR_CLAIM_MISSING] : []),
      ...(appealDeadline === null ? [DEADLINE_MISSING] : []),
    ],
    silence: [SILENCE_OF_MEDIATOR, ...silenceOf(limit)],
    remedies: [
      NOT_SUSPENDED_YET,
      ...(appealDeadline === null ? [] : [deadlineKnown(appealDeadline)]),
      remedyOf(limit),
      COURT_ENDS_MEDIATION,
    ],
  };
}

function deadlineKnown(appealDeadline: LocalDate): Localized {
  return fillSentence(DEADLINE_KNOWN, { appealDeadline });
}

function silenceOf(limit: TimeLimit | null): Localized[] {
  if (limit?.silenceTrust !== 'verified' || limit.silenceMonths === null) return [];
  if (limit.remedy === 'none_before_court') return [];
  const months = limit.silenceMonths;
  return [fillSentence(SILENCE_OF_REMEDY, { months, remedy: REMEDY_NAMES[limit.remedy] })];
}

function remedyOf(limit: TimeLimit | null): Localized {
  if (limit === null) return REMEDY_UNKNOWN;
  const { months } = limit;
  return limit.remedy === 'none_before_court'
    ? fillSentence(COURT_DIRECTLY, { months })
    : fillSentence(REMEDY, { months, remedy: REMEDY_NAMES[limit.remedy] });
}
