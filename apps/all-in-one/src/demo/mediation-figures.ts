/**
 * What the made-up cases of 2023 add up to. Named in the webinar of 28 March 2024: 720 solicitations,
 * 328 opened, of them 209, 40 and 39 by origin, 3 recommendations, 7.44 days. Where it is silent, the
 * national shares of 2023 (decision revised 38.8 %, maintained 51.5 %; benefits; reasons). The rest is
 * invented, and large enough that public figures hide little of it.
 */

/** The mediations opened: 328. */
export const OPENED_BY_ORIGIN = {
  beneficiary: 209,
  defender_of_rights: 40,
  social_worker: 39,
  legal_representative: 17,
  elected_official: 11,
  state: 6,
  national_mediator: 6,
} as const;
export type Origin = keyof typeof OPENED_BY_ORIGIN;

/** The other solicitations: 392. */
export const NOT_OPENED_BY_ORIGIN: Readonly<Record<Origin, number>> = {
  beneficiary: 309,
  defender_of_rights: 6,
  social_worker: 31,
  legal_representative: 14,
  elected_official: 19,
  state: 8,
  national_mediator: 5,
};

/** Why those 392 were not opened. */
export const NOT_OPENED_BY_GROUND = {
  no_prior_claim: 96,
  claim_processing: 80,
  administrative_explanation: 59,
  acceleration_normal_delay: 45,
  debt_remission: 26,
  unclear_subject: 18,
  not_caf: 15,
  court_seized: 14,
  private_dispute: 12,
  qualified_fraud: 9,
  data_rights: 7,
  political_mail: 6,
  partner_funding: 5,
} as const;
export type Ground = keyof typeof NOT_OPENED_BY_GROUND;

/** Days from receipt to the notified admissibility, over the opened ones: 2440 / 328 = 7.44. */
export const TOTAL_DAYS_TO_ADMISSIBILITY = 2440;

/**
 * How the 328 ended. Revised 127 (38.7 %): the first two, 7 agreements, 2 recommendations followed.
 * Maintained 169 (51.5 %): the third, 10 agreements, 1 recommendation not followed. Other: 32.
 */
export const ENDINGS = {
  fully_revised: 71,
  partly_revised: 47,
  agreement_revised: 7,
  recommendation_followed: 2,
  maintained_with_explanation: 158,
  agreement_maintained: 10,
  recommendation_not_followed: 1,
  withdrawn: 13,
  lapsed_court_seized: 7,
  no_further_action: 6,
  redirected: 6,
} as const;
export type Ending = keyof typeof ENDINGS;

/** Shares in percent. */
export const BENEFITS = {
  housing: 36,
  rsa: 23.7,
  disability: 22,
  family: 6.5,
  prime_activite: 6.5,
  childcare: 3.3,
  other: 2,
} as const;
export type Benefit = keyof typeof BENEFITS;

/** Shares in percent. */
export const REASONS = {
  unpaid_benefit: 39,
  misunderstanding: 29,
  overpayment: 25,
  delay: 4,
  other: 3,
} as const;
export type Reason = keyof typeof REASONS;

/** What the network published about 2023, beside which the figures are shown. */
export const NATIONAL_2023 = {
  opened: 350,
  meanDaysToDecision: 11.44,
  source: 'Webinaire « La Caf & vous », Caf de Loire-Atlantique, 28 mars 2024',
} as const;
