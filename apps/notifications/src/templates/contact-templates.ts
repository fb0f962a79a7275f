import { CONTACT_MESSAGE_VALUES } from '@passerelle/contracts';

import { instantInShort, instantInWords } from './in-words.js';
import { defineTemplate, note, paragraph } from './template.js';

const CHANGED = {
  email: { fr: 'L’adresse e-mail', en: 'The e-mail address' },
  phone: { fr: 'Le numéro de téléphone', en: 'The telephone number' },
  address: { fr: 'L’adresse postale', en: 'The postal address' },
} as const;

/** Goes to the former contact as well as to the new one, so it quotes neither. */
export const contactChanged = defineTemplate({
  values: CONTACT_MESSAGE_VALUES.contact_changed,
  example: { changedAt: '2024-03-28T10:04:00.000Z', contact: 'email' },
  fr: ({ changedAt, contact }) => ({
    subject: 'Vos coordonnées ont changé',
    parts: [
      paragraph(
        `${CHANGED[contact].fr} de votre compte a changé le ${instantInWords(changedAt, 'fr')}.`,
      ),
      paragraph('Ce changement vient de vous ? Vous n’avez rien à faire.'),
      note(
        'Si ce changement ne vient pas de vous, prévenez tout de suite la Caf : une autre personne pourrait recevoir vos messages.',
      ),
    ],
    sms: `Caf : ${CHANGED[contact].fr.toLowerCase()} de votre compte a changé le ${instantInShort(changedAt, 'fr')}. Si ce n'était pas vous, prévenez la Caf tout de suite.`,
  }),
  en: ({ changedAt, contact }) => ({
    subject: 'Your contact details have changed',
    parts: [
      paragraph(
        `${CHANGED[contact].en} of your account changed on ${instantInWords(changedAt, 'en')}.`,
      ),
      paragraph('Did you ask for this change? There is nothing to do.'),
      note(
        'If the change does not come from you, tell the Caf at once: somebody else could receive your messages.',
      ),
    ],
    sms: `Caf: ${CHANGED[contact].en.toLowerCase()} of your account changed on ${instantInShort(changedAt, 'en')}. If it was not you, tell the Caf at once.`,
  }),
});
