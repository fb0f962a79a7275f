import { defineErrors } from '@passerelle/kernel';

export const passwordResetErrors = defineErrors('identity', {
  nirRefused: {
    kind: 'rule',
    title: { fr: 'Numéro de sécurité sociale refusé', en: 'Social security number refused' },
  },
  captchaRefused: {
    kind: 'rule',
    title: { fr: 'Vérification refusée', en: 'Captcha refused' },
    detail: {
      fr: 'Le défi n’est pas résolu, a expiré ou a déjà servi : demandez-en un autre.',
      en: 'The challenge is not solved, has expired or was used before: ask for another one.',
    },
  },
  tooManyResets: {
    kind: 'throttled',
    title: { fr: 'Trop de demandes', en: 'Too many requests' },
    detail: {
      fr: 'Trop de codes ont été demandés depuis votre réseau : réessayez demain.',
      en: 'Too many codes were asked for from your network: try again tomorrow.',
    },
  },
  /** One refusal for every cause: wrong, expired, used, tried too often, never existed. */
  codeRefused: {
    kind: 'rule',
    title: { fr: 'Code refusé', en: 'Code refused' },
    detail: {
      fr: 'Le code est inexact, a expiré, a déjà servi ou a été essayé trop souvent.',
      en: 'The code is wrong, has expired, was used before or was tried too often.',
    },
  },
});

export const NIR_REASONS = {
  form: {
    fr: 'un numéro de 13 caractères (15 avec la clé), tel qu’il figure sur la carte Vitale',
    en: 'a number of 13 characters (15 with its key), as on the health insurance card',
  },
  key: {
    fr: 'un numéro dont la clé correspond : un chiffre est inexact',
    en: 'a number whose key fits: a digit is wrong',
  },
  provisional: {
    fr: 'un numéro définitif : les numéros d’attente ne permettent pas de se connecter',
    en: 'a final number: provisional numbers do not sign in',
  },
} as const;
