import { defineErrors } from '@passerelle/kernel';

/** These refusals are the same whether or not the account exists. */
export const throttlingErrors = defineErrors('identity', {
  captchaRequired: {
    kind: 'throttled',
    title: { fr: 'Vérification nécessaire', en: 'Captcha required' },
    detail: {
      fr: 'Résolvez un défi de GET /identity/v1/captchas et joignez-le dans « captcha ».',
      en: 'Solve a challenge from GET /identity/v1/captchas and send it as "captcha".',
    },
  },
  tooManyTries: {
    kind: 'throttled',
    title: { fr: 'Trop d’essais', en: 'Too many tries' },
    detail: {
      fr: 'Réessayez dans {retryAfterSeconds} secondes.',
      en: 'Try again in {retryAfterSeconds} seconds.',
    },
  },
});
