import { addMonths, type LocalDate, localDate, type Localized } from '@passerelle/kernel';

import { BENEFITS, type ReferralState } from '../cases/referral.js';

export const REMEDIES = [
  /** The commission de recours amiable (CRA) of the Caf. */
  'commission_de_recours_amiable',
  /** The compulsory appeal to the authority before any court (RAPO). */
  'prior_administrative_appeal',
  /** No appeal comes before the court: the person goes to the court directly. */
  'none_before_court',
] as const;
export type Remedy = (typeof REMEDIES)[number];

export const COURTS = ['tribunal_judiciaire_pole_social', 'tribunal_administratif'] as const;
type Court = (typeof COURTS)[number];

/** `verified`: the value was read in an official source. `unverified`: the value is to be checked before use. */
export const TRUSTS = ['verified', 'unverified'] as const;
type Trust = (typeof TRUSTS)[number];

/** What a person contests, as far as remedies differ: a decision on a benefit, or a penalty, whatever the benefit. */
export const CONTESTED = [...BENEFITS, 'penalty'] as const;
export type Contested = (typeof CONTESTED)[number];

export interface TimeLimit {
  readonly contested: Contested;
  readonly remedy: Remedy;
  /** Months from the notification of the contested decision. */
  readonly months: number;
  readonly monthsTrust: Trust;
  readonly article: string | null;
  /** Months of silence that count as a rejection of the remedy; null where there is none, or no figure was found. */
  readonly silenceMonths: number | null;
  readonly silenceTrust: Trust;
  readonly silenceArticle: Localized | null;
  /** Whether documents that the person supplies later restart the silence; read for the CRA alone. */
  readonly silenceRestartTrust: Trust;
  readonly nextCourt: Court;
  readonly nextCourtMonths: number | null;
  readonly nextCourtTrust: Trust;
  readonly source: Localized;
  /** First day of the row; null where the first day is not recorded. */
  readonly effectiveFrom: LocalDate | null;
  /** Last day of the row, included; null while the row is in force. */
  readonly effectiveTo: LocalDate | null;
}

/** The claim of L142-4 CSS to the CRA, then the court of social security (domain M3.20). */
const SOCIAL_SECURITY = {
  remedy: 'commission_de_recours_amiable',
  months: 2,
  monthsTrust: 'verified',
  article: 'R142-1 CSS',
  silenceMonths: 2,
  silenceTrust: 'verified',
  silenceArticle: { fr: 'R142-6 CSS', en: 'R142-6 CSS' },
  silenceRestartTrust: 'verified',
  nextCourt: 'tribunal_judiciaire_pole_social',
  nextCourtMonths: 2,
  nextCourtTrust: 'verified',
  source: {
    fr: 'Légifrance, R142-1, R142-1-A III et R142-6 CSS',
    en: 'Légifrance, R142-1, R142-1-A III and R142-6 CSS',
  },
  effectiveFrom: null,
  effectiveTo: null,
} as const satisfies Omit<TimeLimit, 'contested'>;

/**
 * The remedies by benefit as data (domain M3.20 to M3.29). A change of law is a new row, and an end day on the
 * former row. `other` has no row, because no rule holds for every other benefit. The rate of disability has no
 * row either: the MDPH decides on the rate, and the person contests the rate there (M3.27).
 */
export const TIME_LIMITS: readonly TimeLimit[] = [
  { ...SOCIAL_SECURITY, contested: 'family' },
  {
    // The supplement for childcare is part of the first family benefit (M3.29).
    ...SOCIAL_SECURITY,
    contested: 'childcare',
    source: {
      fr: `${SOCIAL_SECURITY.source.fr} ; L511-1 et L531-1 CSS`,
      en: `${SOCIAL_SECURITY.source.en}; L511-1 and L531-1 CSS`,
    },
  },
  {
    // The AAH as the Caf pays it follows the litigation of social security (M3.24).
    ...SOCIAL_SECURITY,
    contested: 'disability',
    source: {
      fr: `${SOCIAL_SECURITY.source.fr} ; L821-5 CSS`,
      en: `${SOCIAL_SECURITY.source.en}; L821-5 CSS`,
    },
  },
  {
    // A prior claim as L142-4 CSS provides, which R142-1 CSS gives to the CRA (M3.25).
    ...SOCIAL_SECURITY,
    contested: 'ajpa',
    article: 'L168-14 CSS',
    source: {
      fr: `Légifrance, L168-14 et L142-4 CSS ; ${SOCIAL_SECURITY.source.fr}`,
      en: `Légifrance, L168-14 and L142-4 CSS; ${SOCIAL_SECURITY.source.en}`,
    },
  },
  {
    contested: 'rsa',
    // The appeal goes to the president of the conseil départemental (M3.21).
    remedy: 'prior_administrative_appeal',
    months: 2,
    monthsTrust: 'verified',
    article: 'L262-47 CASF',
    // The opinion of the CRA, where the convention asks for it, takes one month and the decision another one;
    // without the opinion the decision takes two months (R262-87 to R262-91 CASF).
    silenceMonths: 2,
    silenceTrust: 'verified',
    silenceArticle: { fr: 'R262-87 à R262-91 CASF', en: 'R262-87 to R262-91 CASF' },
    silenceRestartTrust: 'unverified',
    nextCourt: 'tribunal_administratif',
    nextCourtMonths: null,
    nextCourtTrust: 'verified',
    source: {
      fr: 'Légifrance, L262-47 et R262-87 à R262-91 CASF ; CE, 1er juillet 2020, n° 424289',
      en: 'Légifrance, L262-47 and R262-87 to R262-91 CASF; CE, 1 July 2020, no. 424289',
    },
    effectiveFrom: null,
    effectiveTo: null,
  },
  {
    // This row also serves for the prime de déménagement (L823-8 CCH; M3.28, unverified).
    contested: 'housing',
    remedy: 'prior_administrative_appeal',
    months: 2,
    monthsTrust: 'unverified',
    article: 'L825-2 CCH',
    silenceMonths: null,
    silenceTrust: 'unverified',
    silenceArticle: null,
    silenceRestartTrust: 'unverified',
    nextCourt: 'tribunal_administratif',
    nextCourtMonths: null,
    nextCourtTrust: 'verified',
    source: {
      fr: 'nous-avocats.fr, sur L825-1 et L825-2 CCH',
      en: 'nous-avocats.fr, on L825-1 and L825-2 CCH',
    },
    // Since this day the tribunal administratif is competent for every housing aid (M3.22).
    effectiveFrom: localDate('2020-01-01'),
    effectiveTo: null,
  },
  {
    contested: 'prime_activite',
    remedy: 'commission_de_recours_amiable',
    months: 2,
    monthsTrust: 'verified',
    article: 'R847-2 CSS',
    silenceMonths: 2,
    silenceTrust: 'verified',
    silenceArticle: { fr: 'R142-6 CSS', en: 'R142-6 CSS' },
    silenceRestartTrust: 'verified',
    nextCourt: 'tribunal_administratif',
    // The limit is the one of R421-1 CJA, which was not read.
    nextCourtMonths: null,
    nextCourtTrust: 'verified',
    source: {
      fr: 'Légifrance, L845-2, R847-2, R142-1 et R142-6 CSS',
      en: 'Légifrance, L845-2, R847-2, R142-1 and R142-6 CSS',
    },
    effectiveFrom: null,
    effectiveTo: null,
  },
  {
    // No claim comes before the court, so no silence counts (M3.10, M3.26).
    contested: 'penalty',
    remedy: 'none_before_court',
    months: 2,
    monthsTrust: 'verified',
    article: 'L142-4 CSS',
    silenceMonths: null,
    silenceTrust: 'verified',
    silenceArticle: null,
    silenceRestartTrust: 'verified',
    nextCourt: 'tribunal_judiciaire_pole_social',
    nextCourtMonths: 2,
    nextCourtTrust: 'verified',
    source: {
      fr: 'Légifrance, L142-4, L114-17, L114-17-1 et R142-1-A III CSS',
      en: 'Légifrance, L142-4, L114-17, L114-17-1 and R142-1-A III CSS',
    },
    effectiveFrom: null,
    effectiveTo: null,
  },
];

/** What the person of a referral contests: a penalty has its own remedy, whatever the benefit (domain M3.10). */
export function contestedBy({
  benefit,
  reason,
}: Pick<ReferralState, 'benefit' | 'reason'>): Contested {
  return reason === 'penalty' ? 'penalty' : benefit;
}

/** The limit in force for a decision notified on that day; null when none is known. */
export function timeLimitFor(
  contested: Contested,
  on: LocalDate,
  limits: readonly TimeLimit[] = TIME_LIMITS,
): TimeLimit | null {
  return (
    limits.find(
      (limit) =>
        limit.contested === contested &&
        (limit.effectiveFrom === null || limit.effectiveFrom <= on) &&
        (limit.effectiveTo === null || limit.effectiveTo >= on),
    ) ?? null
  );
}

/**
 * The day on which the limit ends, counted from the notification of the contested decision and not yet moved to a
 * working day: 15 January + 2 months = 15 March (domain M3). The date printed on the notification prevails.
 */
export function plainDeadline(limit: TimeLimit, decisionNotifiedOn: LocalDate): LocalDate {
  return addMonths(decisionNotifiedOn, limit.months);
}
