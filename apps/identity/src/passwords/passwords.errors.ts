import { defineErrors } from '@passerelle/kernel';

export const passwordErrors = defineErrors('identity', {
  tooManySignIns: {
    kind: 'throttled',
    title: { fr: 'Trop de connexions simultanées', en: 'Too many sign-ins at once' },
    detail: { fr: 'Réessayez dans quelques secondes.', en: 'Try again in a few seconds.' },
  },
});

export const passwordRuleErrors = defineErrors('identity', {
  passwordTooWeak: {
    kind: 'rule',
    title: { fr: 'Mot de passe insuffisant', en: 'Password too weak' },
    detail: {
      fr: 'La liste « errors » cite chaque exigence qui n’est pas satisfaite.',
      en: 'The list "errors" names each requirement that is not met.',
    },
  },
});

export const passwordChangeErrors = defineErrors('identity', {
  wrongCurrentPassword: {
    kind: 'rule',
    title: { fr: 'Mot de passe actuel incorrect', en: 'Wrong current password' },
  },
  passwordUnchanged: {
    kind: 'rule',
    title: { fr: 'Mot de passe inchangé', en: 'Password unchanged' },
    detail: {
      fr: 'Choisissez un mot de passe différent de l’actuel.',
      en: 'Choose a password that differs from the current password.',
    },
  },
});
