import type { Localized } from '@passerelle/kernel';

/** Refuses what no mail server accepts. Only a message shows whether the address exists. */
export const EMAIL_FORM = /^[^\s@"<>,;:\\]+@[^\s@"<>,;:\\]+\.[^\s@"<>,;:\\.]{2,}$/;

export const EMAIL_HINT: Localized = { fr: 'une adresse électronique', en: 'an e-mail address' };

/** E.164. */
export const PHONE_FORM = /^\+[1-9]\d{7,14}$/;

export const PHONE_HINT: Localized = {
  fr: 'un numéro avec son indicatif, par exemple +33612345678',
  en: 'a number with its country code, for example +33612345678',
};
