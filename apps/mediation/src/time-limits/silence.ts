import { addMonths, latest, type LocalDate, type Localized } from '@passerelle/kernel';

import type { ReferralState } from '../cases/referral.js';
import { contestedBy, type TimeLimit, timeLimitFor } from './time-limits.js';

/** A claim as far as its silence depends on it. */
export interface Claim {
  /** The day on which the Caf received the claim. */
  readonly receivedOn: LocalDate;
  /** The days on which the Caf received documents for the claim, in any order. */
  readonly documentsReceivedOn: readonly LocalDate[];
}

export interface Silence {
  /** The day from which the silence counts. */
  readonly countsFrom: LocalDate;
  /** The day on which the claim counts as rejected, when no answer has come. */
  readonly rejectsOn: LocalDate;
  readonly toBeConfirmed: readonly Localized[];
}

const DOCUMENTS_AFTER_REJECTION: Localized = {
  fr: 'Des documents sont arrivés après la fin du premier délai de silence : le rejet a pu naître avant eux. À confirmer par le service juridique.',
  en: 'Documents came after the first period of silence had ended: the rejection may have arisen before them. To be confirmed by the legal service.',
};

const RESTART_UNVERIFIED: Localized = {
  fr: 'La reprise du délai de silence à la réception des documents n’a été lue que pour la commission de recours amiable : pour ce recours, elle n’est pas vérifiée.',
  en: 'The restart of the silence when documents are received was read for the appeals commission (CRA) only: for this remedy it is not verified.',
};

/**
 * When the silence of the Caf counts as a rejection of the claim: two months from receipt, and from the receipt of
 * the documents that the person supplies later (R142-6 CSS; domain M3.9). The day is not moved to a working day:
 * the person has nothing to do on it (domain M3.14, an inference).
 *
 * @returns null where no claim comes before the court, or the law on silence is not known
 */
export function silenceOf(limit: TimeLimit, claim: Claim): Silence | null {
  const { silenceMonths, silenceRestartTrust } = limit;
  if (silenceMonths === null) return null;
  const countsFrom = latest(claim.receivedOn, ...claim.documentsReceivedOn);
  const restarted = countsFrom > claim.receivedOn;
  const firstEnd = addMonths(claim.receivedOn, silenceMonths);
  return {
    countsFrom,
    rejectsOn: addMonths(countsFrom, silenceMonths),
    toBeConfirmed: [
      ...(countsFrom > firstEnd ? [DOCUMENTS_AFTER_REJECTION] : []),
      ...(restarted && silenceRestartTrust === 'unverified' ? [RESTART_UNVERIFIED] : []),
    ],
  };
}

/**
 * The silence about the prior claim of a referral. The day on which the claim was made stands for the day of its
 * receipt, which is not recorded.
 */
export function priorClaimSilence(
  referral: Pick<
    ReferralState,
    'benefit' | 'reason' | 'priorClaimMadeOn' | 'priorClaimCompletedOn'
  >,
): Silence | null {
  const { priorClaimMadeOn: receivedOn, priorClaimCompletedOn: completedOn } = referral;
  if (receivedOn === null) return null;
  const limit = timeLimitFor(contestedBy(referral), receivedOn);
  if (limit === null) return null;
  return silenceOf(limit, {
    receivedOn,
    documentsReceivedOn: completedOn === null ? [] : [completedOn],
  });
}
