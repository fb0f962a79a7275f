import type { Localized } from '@passerelle/kernel';

/** The services to which the grounds redirect (domain M2). `redirectedTo` is text: it may name another service. */
export const RECEIVING_SERVICES = {
  benefits_service: { fr: 'service des prestations', en: 'benefits service' },
  customer_relations: { fr: 'service de la relation', en: 'customer relations service' },
  management_office: {
    fr: 'direction de la Caf (cabinet)',
    en: 'management office of the Caf',
  },
  data_protection_officer: {
    fr: 'délégué à la protection des données',
    en: 'data protection officer',
  },
  commission_de_recours_amiable: {
    fr: 'commission de recours amiable',
    en: 'appeals commission of the Caf (commission de recours amiable)',
  },
  rights_access_officer: {
    fr: 'référent accès aux droits',
    en: 'officer for access to rights',
  },
  family_mediation: { fr: 'médiation familiale', en: 'family mediation service' },
} as const satisfies Readonly<Record<string, Localized>>;

export type ReceivingService = keyof typeof RECEIVING_SERVICES;

function isReceivingService(name: string): name is ReceivingService {
  return Object.hasOwn(RECEIVING_SERVICES, name);
}

/** The words for a known code; any other name stays as the mediator gave it. */
export function receivingServiceName(redirectedTo: string): Localized {
  return isReceivingService(redirectedTo)
    ? RECEIVING_SERVICES[redirectedTo]
    : { fr: redirectedTo, en: redirectedTo };
}
