import { defineErrors } from '@passerelle/kernel';

export const secondFactorResetErrors = defineErrors('identity', {
  resetPending: {
    kind: 'conflict',
    title: { fr: 'Réinitialisation déjà demandée', en: 'Reset already asked for' },
    detail: {
      fr: 'Une demande attend déjà la décision d’un autre administrateur.',
      en: 'A request already waits for the decision of another administrator.',
    },
  },
  resetDecided: {
    kind: 'conflict',
    title: { fr: 'Demande déjà traitée', en: 'Request already decided' },
  },
  resetExpired: {
    kind: 'conflict',
    title: { fr: 'Demande expirée', en: 'Request expired' },
    detail: {
      fr: 'Aucun autre administrateur n’a décidé à temps. Faites une nouvelle demande.',
      en: 'No other administrator has decided in time. Make a new request.',
    },
  },
  sameAdministrator: {
    kind: 'forbidden',
    title: { fr: 'Deux administrateurs nécessaires', en: 'Two administrators required' },
    detail: {
      fr: 'Vous avez fait cette demande : un autre administrateur doit l’accepter.',
      en: 'You made this request: another administrator has to approve it.',
    },
  },
  ownSecondFactor: {
    kind: 'forbidden',
    title: {
      fr: 'Réinitialisation impossible sur son propre compte',
      en: 'Not allowed for your own second factor',
    },
    detail: {
      fr: 'Deux autres administrateurs peuvent réinitialiser votre second facteur.',
      en: 'Two other administrators can reset your second factor.',
    },
  },
});
