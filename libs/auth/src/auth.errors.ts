import { defineErrors } from '@passerelle/kernel';

export const authErrors = defineErrors('auth', {
  tokenMissing: {
    kind: 'unauthenticated',
    title: { fr: 'Connexion nécessaire', en: 'Sign-in required' },
    detail: {
      fr: 'Joignez un jeton d’accès : « Authorization: Bearer … ».',
      en: 'Send an access token: "Authorization: Bearer …".',
    },
  },
  tokenInvalid: {
    kind: 'unauthenticated',
    title: { fr: 'Jeton d’accès refusé', en: 'Access token refused' },
    detail: {
      fr: 'Le jeton a expiré, a été altéré ou n’est pas destiné à ce service.',
      en: 'The token has expired, was altered or is not meant for this service.',
    },
  },
  insufficientUserAuthentication: {
    kind: 'unauthenticated',
    title: { fr: 'Connexion renforcée nécessaire', en: 'Stronger sign-in required' },
    detail: {
      fr: 'Connectez-vous de nouveau, avec votre second facteur si vous en avez un ; sinon, enregistrez-en un.',
      en: 'Sign in again, with your second factor if you have one; otherwise enrol one.',
    },
  },
  forbidden: {
    kind: 'forbidden',
    title: { fr: 'Accès non autorisé', en: 'Access not allowed' },
    detail: {
      fr: 'Votre rôle ne permet pas cette opération.',
      en: 'Your role does not allow this operation.',
    },
  },
  keysUnavailable: {
    kind: 'unavailable',
    title: { fr: 'Vérification momentanément impossible', en: 'Verification unavailable for now' },
  },
});
