import { defineErrors } from '@passerelle/kernel';

export const declarationErrors = defineErrors('rent-campaigns', {
  lineRefused: {
    kind: 'rule',
    title: { fr: 'Déclaration refusée', en: 'Declaration refused' },
    detail: {
      fr: 'Chaque point à corriger est désigné dans « errors ».',
      en: 'Each entry of "errors" names a point to correct.',
    },
  },
  nothingToConfirm: {
    kind: 'conflict',
    title: { fr: 'Rien à confirmer', en: 'Nothing to confirm' },
    detail: {
      fr: 'Cette déclaration n’attend aucune confirmation.',
      en: 'This declaration does not wait for a confirmation.',
    },
  },
  correctionOver: {
    kind: 'conflict',
    title: { fr: 'Corrections closes', en: 'Corrections have ended' },
    detail: {
      fr: 'Les corrections de cette campagne ont pris fin le {correctionEndsOn}.',
      en: 'Corrections of this campaign ended on {correctionEndsOn}.',
    },
  },
});
