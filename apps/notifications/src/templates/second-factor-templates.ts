import { SECOND_FACTOR_MESSAGE_VALUES } from '@passerelle/contracts';

import { instantInShort, instantInWords } from './in-words.js';
import { defineTemplate, paragraph } from './template.js';

const { second_factor_changed: values } = SECOND_FACTOR_MESSAGE_VALUES;

type Change = (typeof values.shape.change.options)[number];

interface Wording {
  readonly subject: string;
  /** What happened, after the date. */
  readonly what: string;
  readonly sms: string;
}

const FRENCH: Readonly<Record<Change, Wording>> = {
  added: {
    subject: 'Un second facteur protège votre compte',
    what: 'une application de codes ou une clé d’accès a été ajoutée à votre compte',
    sms: 'un second facteur a été ajouté à votre compte',
  },
  removed: {
    subject: 'Un second facteur a été retiré de votre compte',
    what: 'une application de codes ou une clé d’accès a été retirée de votre compte',
    sms: 'un second facteur a été retiré de votre compte',
  },
  recovery_codes_issued: {
    subject: 'Vous avez de nouveaux codes de secours',
    what: 'de nouveaux codes de secours ont remplacé les précédents',
    sms: 'de nouveaux codes de secours ont remplacé les précédents',
  },
  recovery_code_used: {
    subject: 'Un code de secours a été utilisé',
    what: 'un de vos codes de secours a servi à se connecter à votre compte',
    sms: 'un code de secours a servi à se connecter à votre compte',
  },
  reset_requested: {
    subject: 'La réinitialisation de votre second facteur est demandée',
    what: 'un administrateur a demandé la réinitialisation du second facteur de votre compte. Un autre administrateur doit encore l’accepter',
    sms: 'la réinitialisation de votre second facteur a été demandée',
  },
  reset: {
    subject: 'Votre second facteur a été réinitialisé',
    what: 'deux administrateurs ont réinitialisé le second facteur de votre compte et fermé vos connexions. À la prochaine connexion, vous pourrez en enregistrer un autre',
    sms: 'votre second facteur a été réinitialisé',
  },
};

const ENGLISH: Readonly<Record<Change, Wording>> = {
  added: {
    subject: 'A second factor protects your account',
    what: 'an authenticator application or a passkey was added to your account',
    sms: 'a second factor was added to your account',
  },
  removed: {
    subject: 'A second factor was removed from your account',
    what: 'an authenticator application or a passkey was removed from your account',
    sms: 'a second factor was removed from your account',
  },
  recovery_codes_issued: {
    subject: 'You have new recovery codes',
    what: 'new recovery codes replaced the former ones',
    sms: 'new recovery codes replaced the former ones',
  },
  recovery_code_used: {
    subject: 'A recovery code was used',
    what: 'one of your recovery codes was used to sign in to your account',
    sms: 'a recovery code was used to sign in to your account',
  },
  reset_requested: {
    subject: 'A reset of your second factor was asked for',
    what: 'an administrator asked for a reset of the second factor of your account. Another administrator has to agree',
    sms: 'a reset of your second factor was asked for',
  },
  reset: {
    subject: 'Your second factor was reset',
    what: 'two administrators reset the second factor of your account and closed your sessions. At the next sign-in you can enrol another one',
    sms: 'your second factor was reset',
  },
};

export const secondFactorChanged = defineTemplate({
  values,
  example: { change: 'added', changedAt: '2024-03-28T10:04:00.000Z' },
  fr: ({ change, changedAt }) => ({
    subject: FRENCH[change].subject,
    parts: [
      paragraph(`Le ${instantInWords(changedAt, 'fr')}, ${FRENCH[change].what}.`),
      paragraph('C’était vous, ou vous l’aviez demandé ? Vous n’avez rien à faire.'),
      paragraph(
        'Ce n’était pas vous ? Prévenez tout de suite votre administrateur ou la Caf, puis changez votre mot de passe.',
      ),
    ],
    sms: `Caf : ${FRENCH[change].sms} le ${instantInShort(changedAt, 'fr')}. Si ce n'était pas vous, prévenez tout de suite la Caf et changez votre mot de passe.`,
  }),
  en: ({ change, changedAt }) => ({
    subject: ENGLISH[change].subject,
    parts: [
      paragraph(`On ${instantInWords(changedAt, 'en')}, ${ENGLISH[change].what}.`),
      paragraph('Was it you, or did you ask for it? There is nothing to do.'),
      paragraph(
        'Was it not you? Tell your administrator or the Caf at once, then change your password.',
      ),
    ],
    sms: `Caf: ${ENGLISH[change].sms} on ${instantInShort(changedAt, 'en')}. If it was not you, tell the Caf at once and change your password.`,
  }),
});
