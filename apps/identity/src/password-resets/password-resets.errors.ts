import { defineErrors } from '@passerelle/kernel';

export const passwordResetErrors = defineErrors('identity', {
  captchaRefused: {
    kind: 'rule',
    title: { fr: 'Vérification refusée', en: 'Captcha refused' },
    detail: {
      fr: 'Le défi n’est pas résolu, a expiré ou a déjà servi. Demandez un autre défi.',
      en: 'The challenge is not solved, has expired or was used before. Ask for another challenge.',
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
  /** One refusal for a code that is wrong, expired, used, tried too often or never existed. */
  codeRefused: {
    kind: 'rule',
    title: { fr: 'Code refusé', en: 'Code refused' },
    detail: {
      fr: 'Le code est inexact, a expiré, a déjà servi ou a été essayé trop souvent.',
      en: 'The code is wrong, has expired, was used before or was tried too often.',
    },
  },
});
