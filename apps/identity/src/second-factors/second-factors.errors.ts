import { defineErrors } from '@passerelle/kernel';

export const secondFactorErrors = defineErrors('identity', {
  /** One refusal for a code that is wrong, late or used before, and for a passkey of somebody else. */
  secondFactorRefused: {
    kind: 'invalid',
    title: { fr: 'Second facteur refusé', en: 'Second factor refused' },
    detail: {
      fr: 'Le code est inexact, a expiré ou a déjà servi, ou la clé d’accès n’est pas celle de ce compte. Essayez avec le code suivant.',
      en: 'The code is wrong, has expired or was used before, or the passkey is not one of this account. Try the next code.',
    },
  },
  pendingSignInRefused: {
    kind: 'invalid',
    title: { fr: 'Connexion à recommencer', en: 'Sign-in must begin anew' },
    detail: {
      fr: 'La connexion en attente a expiré, a déjà abouti ou a été essayée trop souvent. Connectez-vous de nouveau avec le mot de passe.',
      en: 'The pending sign-in has expired, was completed or was tried too often. Sign in again with the password.',
    },
  },
});

export const enrolmentErrors = defineErrors('identity', {
  enrolmentRefused: {
    kind: 'rule',
    title: { fr: 'Second facteur non confirmé', en: 'Second factor not confirmed' },
    detail: {
      fr: 'Le code ou la réponse de la clé d’accès est inexact ou a expiré. Recommencez l’enregistrement.',
      en: 'The code or the answer of the passkey is wrong or has expired. Begin the enrolment again.',
    },
  },
  alreadyConfirmed: {
    kind: 'conflict',
    title: { fr: 'Second facteur déjà confirmé', en: 'Second factor already confirmed' },
  },
  passkeyKnown: {
    kind: 'conflict',
    title: { fr: 'Clé d’accès déjà enregistrée', en: 'Passkey already enrolled' },
  },
  tooManyFactors: {
    kind: 'conflict',
    title: { fr: 'Trop de seconds facteurs', en: 'Too many second factors' },
    detail: {
      fr: 'Un compte en compte au plus {most} : retirez-en un.',
      en: 'An account has at most {most}: remove one.',
    },
  },
  lastFactor: {
    kind: 'conflict',
    title: { fr: 'Dernier second facteur', en: 'Last second factor' },
    detail: {
      fr: 'Votre compte doit garder un second facteur : ajoutez-en un autre avant de retirer celui-ci.',
      en: 'Your account must keep a second factor: add another before you remove this one.',
    },
  },
  noOwnAccount: {
    kind: 'not-found',
    title: { fr: 'Compte introuvable', en: 'No such account' },
    detail: {
      fr: 'Le compte de ce jeton d’accès n’existe pas ou est fermé.',
      en: 'The account of this access token does not exist or is closed.',
    },
  },
  noFactor: {
    kind: 'conflict',
    title: { fr: 'Aucun second facteur', en: 'No second factor' },
    detail: {
      fr: 'Enregistrez d’abord une application ou une clé d’accès.',
      en: 'Enrol an application or a passkey first.',
    },
  },
});
