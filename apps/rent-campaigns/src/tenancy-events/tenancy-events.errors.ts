import { defineErrors } from '@passerelle/kernel';

export const tenancyEventErrors = defineErrors('rent-campaigns', {
  unknownTenancy: {
    kind: 'rule',
    title: { fr: 'Location inconnue', en: 'Unknown tenancy' },
    detail: {
      fr: 'Aucun locataire de ce bailleur n’est attendu sous ce numéro dans ce logement.',
      en: 'No tenant of this landlord is expected under this number in this dwelling.',
    },
  },
  eventRefused: {
    kind: 'rule',
    title: { fr: 'Signalement refusé', en: 'Report refused' },
    detail: {
      fr: 'Chaque point à corriger est désigné dans « errors ».',
      en: 'Each point to correct is named in "errors".',
    },
  },
  eventAlreadyReported: {
    kind: 'conflict',
    title: { fr: 'Événement déjà signalé', en: 'Event already reported' },
    detail: {
      fr: 'Cet événement du {occurredOn} est déjà enregistré.',
      en: 'This event of {occurredOn} is recorded already.',
    },
  },
  eventCancelled: {
    kind: 'conflict',
    title: { fr: 'Événement annulé', en: 'Event cancelled' },
  },
});
