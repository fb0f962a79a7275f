import { IDENTITY_MESSAGE_VALUES, type MessageChannel } from '@passerelle/contracts';

import { instantInShort, instantInWords } from './in-words.js';
import { code, defineTemplate, link, note, paragraph } from './template.js';

const CODE_IS_SECRET = {
  fr: note('Ne donnez ce code à personne. Un agent de la Caf ne vous le demandera jamais.'),
  en: note('Give this code to nobody. The Caf will never ask you for it.'),
};

const NOT_YOU = {
  fr: paragraph(
    'Ce n’était pas vous ? Demandez tout de suite un nouveau mot de passe avec « Mot de passe oublié », puis prévenez la Caf.',
  ),
  en: paragraph(
    'Was it not you? Ask for a new password at once with “Forgotten password”, then tell the Caf.',
  ),
};

export const passwordResetCode = defineTemplate({
  values: IDENTITY_MESSAGE_VALUES.password_reset_code,
  example: { code: '042917', validUntil: '2024-03-28T10:15:00.000Z' },
  fr: ({ code: digits, validUntil }) => ({
    subject: 'Votre code pour changer de mot de passe',
    parts: [
      paragraph('Vous avez demandé à changer le mot de passe de votre compte.'),
      code('Votre code', digits),
      paragraph(
        `Il est valable jusqu’au ${instantInWords(validUntil, 'fr')}. Il ne sert qu’une fois.`,
      ),
      CODE_IS_SECRET.fr,
      paragraph(
        'Vous n’avez rien demandé ? Vous n’avez rien à faire : sans ce code, votre mot de passe ne change pas.',
      ),
    ],
    sms: `Caf : votre code est ${digits}, valable jusqu'au ${instantInShort(validUntil, 'fr')}. Ne le donnez à personne : la Caf ne vous le demandera jamais.`,
  }),
  en: ({ code: digits, validUntil }) => ({
    subject: 'Your code to change your password',
    parts: [
      paragraph('You asked to change the password of your account.'),
      code('Your code', digits),
      paragraph(`It is valid until ${instantInWords(validUntil, 'en')}. It works once.`),
      CODE_IS_SECRET.en,
      paragraph(
        'Did you not ask for it? There is nothing to do: without this code your password does not change.',
      ),
    ],
    sms: `Caf: your code is ${digits}, valid until ${instantInShort(validUntil, 'en')}. Give it to nobody: the Caf will never ask you for it.`,
  }),
});

const MISSING: Record<MessageChannel, { by: string; what: string; byEn: string; whatEn: string }> =
  {
    sms: {
      by: 'par SMS',
      what: 'de numéro de téléphone portable',
      byEn: 'by text message',
      whatEn: 'no mobile number',
    },
    email: {
      by: 'par e-mail',
      what: 'd’adresse e-mail',
      byEn: 'by e-mail',
      whatEn: 'no e-mail address',
    },
    letter: {
      by: 'par courrier',
      what: 'd’adresse postale',
      byEn: 'by letter',
      whatEn: 'no postal address',
    },
  };

export const passwordResetChannelMissing = defineTemplate({
  values: IDENTITY_MESSAGE_VALUES.password_reset_channel_missing,
  example: { askedAt: '2024-03-28T10:00:00.000Z', askedChannel: 'sms' },
  fr: ({ askedAt, askedChannel }) => ({
    subject: 'Nous n’avons pas pu vous envoyer de code',
    parts: [
      paragraph(
        `Le ${instantInWords(askedAt, 'fr')}, un code a été demandé ${MISSING[askedChannel].by} pour changer le mot de passe de votre compte.`,
      ),
      paragraph(
        `Votre compte n’a pas ${MISSING[askedChannel].what}. Aucun code n’a été envoyé et votre mot de passe n’a pas changé.`,
      ),
      paragraph(
        'C’était vous ? Recommencez et choisissez une autre façon de recevoir le code. Ce n’était pas vous ? Vous n’avez rien à faire.',
      ),
    ],
    sms: `Caf : un code a été demandé ${MISSING[askedChannel].by} pour votre compte, qui n'a pas ${MISSING[askedChannel].what}. Aucun code n'a été envoyé. Si c'était vous, choisissez un autre moyen de le recevoir.`,
  }),
  en: ({ askedAt, askedChannel }) => ({
    subject: 'We could not send you a code',
    parts: [
      paragraph(
        `On ${instantInWords(askedAt, 'en')}, a code was asked for ${MISSING[askedChannel].byEn} to change the password of your account.`,
      ),
      paragraph(
        `Your account has ${MISSING[askedChannel].whatEn}. No code was sent and your password did not change.`,
      ),
      paragraph(
        'Was it you? Start again and choose another way to receive the code. Was it not you? There is nothing to do.',
      ),
    ],
    sms: `Caf: a code was asked for ${MISSING[askedChannel].byEn}, but your account has ${MISSING[askedChannel].whatEn}. No code was sent. If it was you, choose another way to receive it.`,
  }),
});

export const passwordChanged = defineTemplate({
  values: IDENTITY_MESSAGE_VALUES.password_changed,
  example: { changedAt: '2024-03-28T10:04:00.000Z' },
  fr: ({ changedAt }) => ({
    subject: 'Votre mot de passe a changé',
    parts: [
      paragraph(`Le mot de passe de votre compte a changé le ${instantInWords(changedAt, 'fr')}.`),
      paragraph('C’était vous ? Vous n’avez rien à faire.'),
      NOT_YOU.fr,
    ],
    sms: `Caf : le mot de passe de votre compte a changé le ${instantInShort(changedAt, 'fr')}. Si ce n'était pas vous, demandez-en un autre tout de suite et prévenez la Caf.`,
  }),
  en: ({ changedAt }) => ({
    subject: 'Your password has changed',
    parts: [
      paragraph(`The password of your account changed on ${instantInWords(changedAt, 'en')}.`),
      paragraph('Was it you? There is nothing to do.'),
      NOT_YOU.en,
    ],
    sms: `Caf: the password of your account changed on ${instantInShort(changedAt, 'en')}. If it was not you, ask for another one at once and tell the Caf.`,
  }),
});

export const FIRST_PASSWORD_EXAMPLE = {
  username: 'c.martin',
  resetId: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e32',
  code: '042917',
  validUntil: '2024-04-04T10:00:00.000Z',
};

export const accountOpened = defineTemplate({
  values: IDENTITY_MESSAGE_VALUES.account_opened,
  example: FIRST_PASSWORD_EXAMPLE,
  fr: ({ username, resetId, code: digits, validUntil }, pages) => ({
    subject: 'Votre compte est ouvert',
    parts: [
      paragraph(`Un compte est ouvert pour vous. Votre identifiant est : ${username}`),
      link('Choisissez votre mot de passe à cette adresse', pages.choosePassword(resetId)),
      code('Votre code', digits),
      paragraph(
        `Il est valable jusqu’au ${instantInWords(validUntil, 'fr')}. Il ne sert qu’une fois.`,
      ),
      CODE_IS_SECRET.fr,
    ],
    sms: `Caf : compte ouvert, identifiant ${username}. Choisissez votre mot de passe avec le code ${digits} avant le ${instantInShort(validUntil, 'fr')} : ${pages.choosePassword(resetId)}`,
  }),
  en: ({ username, resetId, code: digits, validUntil }, pages) => ({
    subject: 'Your account is open',
    parts: [
      paragraph(`An account is open for you. Your username is: ${username}`),
      link('Choose your password at this address', pages.choosePassword(resetId)),
      code('Your code', digits),
      paragraph(`It is valid until ${instantInWords(validUntil, 'en')}. It works once.`),
      CODE_IS_SECRET.en,
    ],
    sms: `Caf: account open, username ${username}. Choose your password with the code ${digits} before ${instantInShort(validUntil, 'en')}: ${pages.choosePassword(resetId)}`,
  }),
});

export const sessionsClosed = defineTemplate({
  values: IDENTITY_MESSAGE_VALUES.sessions_closed,
  example: { closedAt: '2024-03-28T10:04:00.000Z' },
  fr: ({ closedAt }) => ({
    subject: 'Nous avons fermé vos connexions',
    parts: [
      paragraph(
        `Le ${instantInWords(closedAt, 'fr')}, votre connexion a été utilisée d’une façon anormale : elle a peut-être été copiée. Par précaution, nous l’avons fermée.`,
      ),
      paragraph(
        'Connectez-vous à nouveau, puis changez votre mot de passe. Si vous ne pouvez pas vous connecter, utilisez « Mot de passe oublié ».',
      ),
    ],
    sms: `Caf : votre connexion, utilisée de manière anormale, a été fermée le ${instantInShort(closedAt, 'fr')}. Connectez-vous à nouveau et changez votre mot de passe.`,
  }),
  en: ({ closedAt }) => ({
    subject: 'We have closed your sessions',
    parts: [
      paragraph(
        `On ${instantInWords(closedAt, 'en')}, your session was used in an unusual way: it may have been copied. As a precaution, we closed it.`,
      ),
      paragraph(
        'Sign in again, then change your password. If you cannot sign in, use “Forgotten password”.',
      ),
    ],
    sms: `Caf: your session, used in an unusual way, was closed on ${instantInShort(closedAt, 'en')}. Sign in again and change your password.`,
  }),
});
