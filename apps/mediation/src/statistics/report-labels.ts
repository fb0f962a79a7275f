import type { Localized } from '@passerelle/kernel';

import { type ReceivingService, RECEIVING_SERVICES } from '../grounds/receiving-services.js';
import type { RecommendationKind } from '../recommendations/recommendation.js';
import { GROUND_LABELS, OUTCOME_LABELS } from '../cases/labels.js';
import type { Ground } from '../cases/referral.js';
import type { FOLLOW_UPS, NO_GROUND, OTHER_BODY, RESULTS } from './report-figures.js';

/** The ground of a decision that names none is counted too. */
export const COUNTED_GROUND_LABELS: Readonly<Record<Ground | typeof NO_GROUND, Localized>> = {
  ...GROUND_LABELS,
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

export const RESULT_LABELS: Readonly<Record<(typeof RESULTS)[number], Localized>> = {
  ...OUTCOME_LABELS,
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
