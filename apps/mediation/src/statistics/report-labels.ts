import type { Localized } from '@passerelle/kernel';

import { type ReceivingService, RECEIVING_SERVICES } from '../grounds/receiving-services.js';
import type { RecommendationKind } from '../recommendations/recommendation.js';
import type { Benefit, Channel, Ground, Origin, Reason, Resolution } from '../cases/referral.js';
import type { FOLLOW_UPS, NO_GROUND, OTHER_BODY, RESULTS } from './report-figures.js';

/** The labels of the vocabularies in the report. */
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

export const GROUND_LABELS: Readonly<Record<Ground | typeof NO_GROUND, Localized>> = {
  no_prior_claim: { fr: 'Pas de démarche préalable', en: 'No prior claim' },
  court_seized: { fr: 'Tribunal saisi', en: 'Court seized' },
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
  political_mail: { fr: 'Courrier politique', en: 'Political mail' },
  qualified_fraud: { fr: 'Fraude qualifiée', en: 'Qualified fraud' },
  partner_funding: { fr: 'Financement de partenaire', en: 'Funding of a partner' },
  data_rights: { fr: 'Données personnelles', en: 'Personal data rights' },
  debt_remission: { fr: 'Remise de dette', en: 'Debt remission' },
  abnormal_delay: { fr: 'Délai anormal', en: 'Abnormal delay' },
  none: { fr: 'Sans motif particulier', en: 'No particular ground' },
};

export const DESTINATION_LABELS: Readonly<Record<ReceivingService | typeof OTHER_BODY, Localized>> =
  {
    benefits_service: capitalised(RECEIVING_SERVICES.benefits_service),
    customer_relations: capitalised(RECEIVING_SERVICES.customer_relations),
    management_office: capitalised(RECEIVING_SERVICES.management_office),
    data_protection_officer: capitalised(RECEIVING_SERVICES.data_protection_officer),
    commission_de_recours_amiable: {
      fr: 'Commission de recours amiable',
      en: 'Commission de recours amiable (appeals commission)',
    },
    rights_access_officer: capitalised(RECEIVING_SERVICES.rights_access_officer),
    family_mediation: capitalised(RECEIVING_SERVICES.family_mediation),
    other_body: { fr: 'Autre organisme ou service', en: 'Other body or service' },
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
  lapsed_court_seized: { fr: 'Caduque : tribunal saisi', en: 'Lapsed: court seized' },
  no_further_action: { fr: 'Sans suite', en: 'No further action' },
  redirected: { fr: 'Réorientée', en: 'Redirected' },
};

export const OUTCOME_LABELS: Readonly<Record<(typeof RESULTS)[number], Localized>> = {
  revised: { fr: 'Révisée', en: 'Revised' },
  maintained: { fr: 'Maintenue', en: 'Maintained' },
  other: { fr: 'Autre', en: 'Other' },
  elsewhere: { fr: 'Jointe ou transférée', en: 'Joined or transferred' },
  open: { fr: 'En cours', en: 'Still open' },
};

export const KIND_LABELS: Readonly<Record<RecommendationKind, Localized>> = {
  individual: { fr: 'Individuelle', en: 'Individual' },
  generic: { fr: 'Générique', en: 'Generic' },
};

export const FOLLOW_UP_LABELS: Readonly<Record<(typeof FOLLOW_UPS)[number], Localized>> = {
  followed: { fr: 'Suivies', en: 'Followed' },
  partly_followed: { fr: 'Suivies en partie', en: 'Partly followed' },
  refused: { fr: 'Refusées', en: 'Refused' },
  unanswered: { fr: 'Sans réponse', en: 'Unanswered' },
};

function capitalised({ fr, en }: Localized): Localized {
  const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
  return { fr: upper(fr), en: upper(en) };
}
