import type { TextDefinition } from '@passerelle/kernel';

import { EMAIL_FORM } from './landlord-contact.js';

/** An address as mail systems deliver to it; RFC 5321 § 4.5.3.1 allows 254 characters. */
export const EMAIL = {
  type: 'text',
  max: 254,
  pattern: EMAIL_FORM,
  expects: { fr: 'une adresse électronique', en: 'an e-mail address' },
} as const satisfies TextDefinition;
