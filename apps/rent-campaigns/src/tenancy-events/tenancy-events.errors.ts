import { defineErrors } from '@passerelle/kernel';

export const tenancyEventErrors = defineErrors('rent-campaigns', {
  unknownTenancy: {
    kind: 'rule',
    title: { fr: 'Location inconnue', en: 'Unknown tenancy' },
    detail: {
      fr: 'Aucun locataire de ce bailleur n’est attendu sous ce numéro dans ce logement.',
      en: 'This landlord has no expected tenant under this number in this dwelling.',
    },
  },
  eventRefused: {
    kind: 'rule',
    title: { fr: 'Signalement refusé', en: 'Report refused' },
    detail: {
      fr: 'Chaque point à corriger est désigné dans « errors ».',
      en: 'Each entry of "errors" names a point to correct.',
    },
  },
  eventAlreadyReported: {
    kind: 'conflict',
    title: { fr: 'Événement déjà signalé', en: 'Event already reported' },
    detail: {
      fr: 'Cet événement du {occurredOn} est déjà enregistré.',
      en: 'This event of {occurredOn} is already recorded.',
    },
  },
  eventCancelled: {
    kind: 'conflict',
    title: { fr: 'Événement annulé', en: 'Event cancelled' },
  },
});
