import { defineErrors } from '@passerelle/kernel';

export const progressErrors = defineErrors('rent-campaigns', {
  dayOutOfCampaign: {
    kind: 'rule',
    title: { fr: 'Jour hors campagne', en: 'Day outside the campaign' },
    detail: {
      fr: 'Donnez un jour du {opensOn} à aujourd’hui ({today}).',
      en: 'Give a day from {opensOn} to today ({today}).',
    },
  },
  alreadyFrozen: {
    kind: 'conflict',
    title: { fr: 'Taux déjà figés', en: 'Rates already frozen' },
    detail: {
      fr: 'Les taux du {on} sont figés.',
      en: 'The rates of {on} are frozen.',
    },
  },
});
