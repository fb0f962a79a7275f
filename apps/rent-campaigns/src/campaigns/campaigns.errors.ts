import { defineErrors } from '@passerelle/kernel';

export const campaignErrors = defineErrors('rent-campaigns', {
  unknownCampaign: {
    kind: 'not-found',
    title: { fr: 'Campagne inconnue', en: 'Unknown campaign' },
    detail: {
      fr: 'Aucune campagne ne porte sur les loyers de juillet de cette année.',
      en: 'No campaign covers the July rents of this year.',
    },
  },
  campaignExists: {
    kind: 'conflict',
    title: { fr: 'Campagne déjà créée', en: 'Campaign already exists' },
    detail: {
      fr: 'La campagne {referenceYear} existe déjà : modifiez ses dates.',
      en: 'The campaign {referenceYear} exists already: change its dates.',
    },
  },
  opensBeforeJuly: {
    kind: 'rule',
    title: { fr: 'Ouverture avant juillet', en: 'Opening before July' },
    detail: {
      fr: 'Le loyer de juillet {referenceYear} ne peut être déclaré avant d’être dû.',
      en: 'The rent of July {referenceYear} cannot be declared before it is due.',
    },
  },
  datesOutOfOrder: {
    kind: 'rule',
    title: { fr: 'Dates dans le désordre', en: 'Dates out of order' },
    detail: {
      fr: 'Dans l’ordre : ouverture, suspension, clôture, fin des corrections.',
      en: 'In order: opening, suspension, close, end of corrections.',
    },
  },
  rosterMissing: {
    kind: 'conflict',
    title: { fr: 'Liste des locataires attendus absente', en: 'No roster of expected tenants' },
    detail: {
      fr: 'La campagne {referenceYear} n’a pas encore de liste de locataires attendus.',
      en: 'The campaign {referenceYear} has no roster of expected tenants yet.',
    },
  },
});
