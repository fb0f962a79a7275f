import { addMonths, type LocalDate, localDate } from '@passerelle/kernel';

import type { Benefit } from '../cases/referral.js';

export const REMEDIES = [
  /** The commission de recours amiable (CRA) of the Caf. */
  'commission_de_recours_amiable',
  /** The compulsory appeal to the authority before any court (RAPO). */
  'prior_administrative_appeal',
] as const;
export type Remedy = (typeof REMEDIES)[number];

export const COURTS = ['tribunal_judiciaire_pole_social', 'tribunal_administratif'] as const;
type Court = (typeof COURTS)[number];

/** `verified`: the value was read in an official source. `unverified`: the value is to be checked before use. */
export const TRUSTS = ['verified', 'unverified'] as const;
type Trust = (typeof TRUSTS)[number];

export interface TimeLimit {
  readonly benefit: Benefit;
  readonly remedy: Remedy;
  /** Months from the notification of the contested decision. */
  readonly months: number;
  readonly monthsTrust: Trust;
  readonly article: string | null;
  /** Months of silence that count as a rejection of the remedy; null where no figure was found. */
  readonly silenceMonths: number | null;
  readonly silenceTrust: Trust;
  readonly nextCourt: Court;
  readonly nextCourtMonths: number | null;
  readonly nextCourtTrust: Trust;
  readonly source: string;
  /** First day of the row; null where the first day is not recorded. */
  readonly effectiveFrom: LocalDate | null;
  /** Last day of the row, included; null while the row is in force. */
  readonly effectiveTo: LocalDate | null;
}

const FAMILY_BENEFITS = {
  remedy: 'commission_de_recours_amiable',
  months: 2,
  article: 'R142-1 CSS',
  silenceMonths: 2,
  silenceTrust: 'unverified',
  nextCourt: 'tribunal_judiciaire_pole_social',
  nextCourtMonths: 2,
  nextCourtTrust: 'unverified',
  source:
    'Légifrance R142-1; silence: rsa-info.fr, and a case of implicit rejection on 2 April 2023 after 2 February',
  effectiveFrom: null,
  effectiveTo: null,
} as const satisfies Omit<TimeLimit, 'benefit' | 'monthsTrust'>;

/**
 * The remedies by benefit as data (domain M3.20 to M3.29). A change of law is a new row, and an end day on the
 * former row. `other` has no row, because no rule holds for every other benefit. The rate of disability has no
 * row either: the MDPH decides on the rate, and the person contests the rate there (M3.27).
 */
export const TIME_LIMITS: readonly TimeLimit[] = [
  { ...FAMILY_BENEFITS, benefit: 'family', monthsTrust: 'verified' },
  // Childcare supplements follow the family benefits (M3.29, an inference).
  { ...FAMILY_BENEFITS, benefit: 'childcare', monthsTrust: 'unverified' },
  // The AAH as the Caf pays it (M3.24).
  { ...FAMILY_BENEFITS, benefit: 'disability', monthsTrust: 'unverified' },
  {
    benefit: 'rsa',
    // The appeal goes to the president of the conseil départemental (M3.21).
    remedy: 'prior_administrative_appeal',
    months: 2,
    monthsTrust: 'verified',
    article: 'L262-47 CASF',
    // The opinion of the CRA, where the convention asks for it, takes one month and the decision another one;
    // without the opinion the decision takes two months (R262-87 to R262-91 CASF).
    silenceMonths: 2,
    silenceTrust: 'verified',
    nextCourt: 'tribunal_administratif',
    nextCourtMonths: null,
    nextCourtTrust: 'verified',
    source: 'Légifrance L262-47 and R262-87 to R262-91 CASF; CE 1 July 2020 n° 424289',
    effectiveFrom: null,
    effectiveTo: null,
  },
  {
    // This row also serves for the prime de déménagement (L823-8 CCH; M3.28, unverified).
    benefit: 'housing',
    remedy: 'prior_administrative_appeal',
    months: 2,
    monthsTrust: 'unverified',
    article: 'L825-2 CCH',
    silenceMonths: null,
    silenceTrust: 'unverified',
    nextCourt: 'tribunal_administratif',
    nextCourtMonths: null,
    nextCourtTrust: 'verified',
    source: 'nous-avocats.fr on L825-1 and L825-2 CCH',
    // Since this day the tribunal administratif is competent for every housing aid (M3.22).
    effectiveFrom: localDate('2020-01-01'),
    effectiveTo: null,
  },
  {
    benefit: 'prime_activite',
    remedy: 'commission_de_recours_amiable',
    months: 2,
    monthsTrust: 'unverified',
    article: null,
    silenceMonths: null,
    silenceTrust: 'unverified',
    nextCourt: 'tribunal_administratif',
    nextCourtMonths: null,
    nextCourtTrust: 'unverified',
    source: 'unverified: expert knowledge only',
    effectiveFrom: null,
    effectiveTo: null,
  },
];

/** The limit in force for a decision notified on that day; null when none is known. */
export function timeLimitFor(
  benefit: Benefit,
  on: LocalDate,
  limits: readonly TimeLimit[] = TIME_LIMITS,
): TimeLimit | null {
  return (
    limits.find(
      (limit) =>
        limit.benefit === benefit &&
        (limit.effectiveFrom === null || limit.effectiveFrom <= on) &&
        (limit.effectiveTo === null || limit.effectiveTo >= on),
    ) ?? null
  );
}

/**
 * The last day of the first remedy, counted from the notification of the contested decision:
 * 15 January + 2 months = 15 March (domain M3). The date printed on the notification prevails.
 */
export function defaultDeadline(
  benefit: Benefit,
  decisionNotifiedOn: LocalDate,
  limits: readonly TimeLimit[] = TIME_LIMITS,
): LocalDate | null {
  const limit = timeLimitFor(benefit, decisionNotifiedOn, limits);
  return limit === null ? null : addMonths(decisionNotifiedOn, limit.months);
}
