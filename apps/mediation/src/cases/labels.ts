import type { Language, Localized } from '@passerelle/kernel';

import type {
  Benefit,
  Channel,
  Decision,
  Ground,
  Origin,
  Outcome,
  Reason,
  Resolution,
} from './referral.js';

/** The words of the vocabularies of a case, for errors, letters and the report. */
export const ORIGIN_LABELS: Readonly<Record<Origin, Localized>> = {
  beneficiary: { fr: 'Allocataire', en: 'Beneficiary' },
  legal_representative: { fr: 'Représentant légal', en: 'Legal representative' },
  defender_of_rights: {
    fr: 'Défenseur des droits',
    en: 'Defender of Rights (Défenseur des droits)',
  },
  state: {
    fr: 'État (préfet, ministère, Présidence)',
    en: 'State (prefect, ministry, Presidency)',
  },
  elected_official: { fr: 'Élu', en: 'Elected official' },
  national_mediator: { fr: 'Médiateur de la Cnaf', en: 'National mediator (Cnaf)' },
  social_worker: { fr: 'Travailleur social', en: 'Social worker' },
};

export const CHANNEL_LABELS: Readonly<Record<Channel, Localized>> = {
  online: { fr: 'Démarche en ligne', en: 'Online' },
  email: { fr: 'Courriel', en: 'E-mail' },
  letter: { fr: 'Courrier', en: 'Letter' },
};

export const BENEFIT_LABELS: Readonly<Record<Benefit, Localized>> = {
  rsa: { fr: 'RSA', en: 'RSA (minimum income)' },
  housing: { fr: 'Aides au logement', en: 'Housing benefits' },
  disability: { fr: 'Handicap', en: 'Disability' },
  family: { fr: 'Prestations familiales', en: 'Family benefits' },
  prime_activite: { fr: 'Prime d’activité', en: 'Prime d’activité (in-work benefit)' },
  childcare: { fr: 'Garde d’enfants', en: 'Childcare' },
  ajpa: {
    fr: 'Allocation journalière du proche aidant',
    en: 'Daily allowance for carers (AJPA)',
  },
  other: { fr: 'Autre prestation', en: 'Other benefit' },
};

export const REASON_LABELS: Readonly<Record<Reason, Localized>> = {
  unpaid_benefit: { fr: 'Absence de paiement', en: 'Benefit not paid' },
  misunderstanding: { fr: 'Incompréhension', en: 'Decision not understood' },
  overpayment: { fr: 'Trop-perçu', en: 'Overpayment' },
  delay: { fr: 'Délai', en: 'Delay' },
  penalty: { fr: 'Avertissement ou pénalité', en: 'Warning or penalty' },
  other: { fr: 'Autre motif', en: 'Other reason' },
};

export const DECISION_LABELS: Readonly<Record<Decision, Localized>> = {
  admissible: { fr: 'Recevable', en: 'Admissible' },
  inadmissible: { fr: 'Irrecevable', en: 'Inadmissible' },
  redirected: { fr: 'Réorientée', en: 'Redirected' },
  more_information: { fr: 'Précisions à demander', en: 'More information to ask for' },
};

export const GROUND_LABELS: Readonly<Record<Ground, Localized>> = {
  no_prior_claim: { fr: 'Pas de démarche préalable', en: 'No prior claim' },
  court_seized: { fr: 'Tribunal saisi', en: 'Court action under way' },
  unclear_subject: { fr: 'Objet imprécis', en: 'Unclear subject' },
  not_caf: { fr: 'Ne concerne pas la Caf', en: 'Does not concern the Caf' },
  private_dispute: { fr: 'Litige entre particuliers', en: 'Dispute between individuals' },
  claim_processing: { fr: 'Traitement du dossier', en: 'Processing of the file' },
  administrative_explanation: {
    fr: 'Demande d’explication',
    en: 'Request for an explanation',
  },
  acceleration_normal_delay: {
    fr: 'Délai encore normal',
    en: 'Delay still normal',
  },
  political_mail: { fr: 'Courrier politique', en: 'Political letter' },
  qualified_fraud: { fr: 'Fraude qualifiée', en: 'Established fraud' },
  partner_funding: { fr: 'Financement de partenaires', en: 'Funding of partners' },
  data_rights: { fr: 'Données personnelles', en: 'Personal data rights' },
  debt_remission: { fr: 'Remise de dette', en: 'Debt remission' },
  abnormal_delay: { fr: 'Délai anormalement long', en: 'Abnormally long delay' },
};

export const RESOLUTION_LABELS: Readonly<Record<Resolution, Localized>> = {
  fully_revised: { fr: 'Décision révisée totalement', en: 'Decision fully revised' },
  partly_revised: { fr: 'Décision révisée partiellement', en: 'Decision partly revised' },
  maintained_with_explanation: {
    fr: 'Décision maintenue et expliquée',
    en: 'Decision maintained and explained',
  },
  amicable_agreement: { fr: 'Accord amiable', en: 'Amicable agreement' },
  recommendation_followed: { fr: 'Recommandation suivie', en: 'Recommendation followed' },
  recommendation_not_followed: {
    fr: 'Recommandation non suivie',
    en: 'Recommendation not followed',
  },
  withdrawn: { fr: 'Désistement', en: 'Withdrawn' },
  lapsed_court_seized: { fr: 'Caduque : tribunal saisi', en: 'Lapsed: court action brought' },
  no_further_action: { fr: 'Sans suite', en: 'No further action' },
  redirected: { fr: 'Réorientée', en: 'Redirected' },
};

export const OUTCOME_LABELS: Readonly<Record<Outcome, Localized>> = {
  revised: { fr: 'Révisée', en: 'Revised' },
  maintained: { fr: 'Maintenue', en: 'Maintained' },
  other: { fr: 'Autre', en: 'Other' },
};

const QUOTED = { fr: (word: string) => `« ${word} »`, en: (word: string) => `"${word}"` };

/** The words in quotation marks, as alternatives: `« Irrecevable » ou « Réorientée »`. */
export function alternatives(words: readonly Localized[]): Localized {
  const inLanguage = (language: Language): string =>
    new Intl.ListFormat(language, { type: 'disjunction' }).format(
      words.map((word) => QUOTED[language](word[language])),
    );
  return { fr: inLanguage('fr'), en: inLanguage('en') };
}
