import { defineErrors } from '@passerelle/kernel';

export const statisticsErrors = defineErrors('mediation', {
  yearNotBegun: {
    kind: 'not-found',
    title: { fr: 'Année pas encore commencée', en: 'Year not begun yet' },
    detail: {
      fr: 'Il n’y a pas encore de chiffres pour {year} : nous sommes le {today}.',
      en: 'There are no figures for {year} yet: today is {today}.',
    },
  },
});
