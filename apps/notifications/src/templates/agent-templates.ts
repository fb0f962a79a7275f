import { IDENTITY_MESSAGE_VALUES, type IdentityMessageValues } from '@passerelle/contracts';
import { fillSentence, type Localized } from '@passerelle/kernel';

import { FIRST_PASSWORD_EXAMPLE } from './account-templates.js';
import { dayInShort, dayInWords, instantInShort, instantInWords } from './in-words.js';
import { code, defineTemplate, link, note, paragraph } from './template.js';

const ORGANISATION = 'Mairie de Saint-Exemple';

export const agentAccessOpened = defineTemplate({
  values: IDENTITY_MESSAGE_VALUES.agent_access_opened,
  example: { organisationName: ORGANISATION, ...FIRST_PASSWORD_EXAMPLE },
  fr: ({ organisationName, username, resetId, code: digits, validUntil }, pages) => ({
    subject: 'Votre accès aux services de la Caf est ouvert',
    parts: [
      paragraph(
        `Un accès aux services que la Caf offre à ses partenaires est ouvert pour vous, au nom de votre organisme (${organisationName}). Votre identifiant est : ${username}`,
      ),
      link('Choisissez votre mot de passe à cette adresse', pages.choosePassword(resetId)),
      code('Votre code', digits),
      paragraph(
        `Il est valable jusqu’au ${instantInWords(validUntil, 'fr')}. Il ne sert qu’une fois.`,
      ),
      note(
        'Cet accès est personnel : ne donnez ni ce code ni votre mot de passe, même à un collègue ou à un agent de la Caf.',
      ),
    ],
    sms: `Caf : accès ouvert (${organisationName}), identifiant ${username}. Choisissez votre mot de passe avec le code ${digits} avant le ${instantInShort(validUntil, 'fr')} : ${pages.choosePassword(resetId)}`,
  }),
  en: ({ organisationName, username, resetId, code: digits, validUntil }, pages) => ({
    subject: 'Your access to the services of the Caf is open',
    parts: [
      paragraph(
        `An access to the services that the Caf offers its partners is open for you, in the name of your organisation (${organisationName}). Your username is: ${username}`,
      ),
      link('Choose your password at this address', pages.choosePassword(resetId)),
      code('Your code', digits),
      paragraph(`It is valid until ${instantInWords(validUntil, 'en')}. It works once.`),
      note(
        'This access is personal: give neither this code nor your password to anyone, not even to a colleague or to the Caf.',
      ),
    ],
    sms: `Caf: access open (${organisationName}), username ${username}. Choose your password with the code ${digits} before ${instantInShort(validUntil, 'en')}: ${pages.choosePassword(resetId)}`,
  }),
});

type ClosingReason = IdentityMessageValues<'agent_access_closed'>['reason'];

const REASONS: Readonly<Record<ClosingReason, Localized>> = {
  left: {
    fr: 'votre organisme a indiqué que vous n’en faites plus partie',
    en: 'your organisation has said that you have left it',
  },
  unused: {
    fr: 'il n’a pas servi depuis {period}',
    en: 'it was not used for {period}',
  },
  not_recertified: {
    fr: 'aucun administrateur de votre organisme ne l’a confirmé depuis {period}',
    en: 'no administrator of your organisation has confirmed it for {period}',
  },
  end_date_reached: {
    fr: 'sa date de fin est atteinte',
    en: 'its last day is over',
  },
  agreement_suspended: {
    fr: 'la convention de votre organisme avec la Caf est suspendue',
    en: 'the agreement of your organisation with the Caf is suspended',
  },
  agreement_terminated: {
    fr: 'la convention de votre organisme avec la Caf a pris fin',
    en: 'the agreement of your organisation with the Caf has ended',
  },
};

/** A period of the settings, in words. */
function periodInWords(months: number): Localized {
  if (months === 1) return { fr: 'un mois', en: 'one month' };
  if (months % 12 !== 0) return { fr: `${String(months)} mois`, en: `${String(months)} months` };
  const years = months / 12;
  return years === 1
    ? { fr: 'un an', en: 'a year' }
    : { fr: `${String(years)} ans`, en: `${String(years)} years` };
}

function reasonInWords(reason: ClosingReason, months: number | null): Localized {
  return months === null
    ? REASONS[reason]
    : fillSentence(REASONS[reason], { period: periodInWords(months) });
}

export const agentAccessClosed = defineTemplate({
  values: IDENTITY_MESSAGE_VALUES.agent_access_closed,
  example: {
    organisationName: ORGANISATION,
    closedAt: '2024-03-28T10:04:00.000Z',
    reason: 'unused',
    months: 6,
  },
  fr: ({ organisationName, closedAt, reason, months }) => ({
    subject: 'Votre accès aux services de la Caf est fermé',
    parts: [
      paragraph(
        `Votre accès aux services de la Caf au nom de votre organisme (${organisationName}) est fermé depuis le ${instantInWords(closedAt, 'fr')}.`,
      ),
      paragraph(`Raison : ${reasonInWords(reason, months).fr}.`),
      paragraph(
        'Vous en avez encore besoin ? Adressez-vous à un administrateur de votre organisme.',
      ),
    ],
    sms: `Caf : votre accès (${organisationName}) est fermé depuis le ${instantInShort(closedAt, 'fr')} : ${reasonInWords(reason, months).fr}. Besoin d'un accès ? Voyez un administrateur de votre organisme.`,
  }),
  en: ({ organisationName, closedAt, reason, months }) => ({
    subject: 'Your access to the services of the Caf is closed',
    parts: [
      paragraph(
        `Your access to the services of the Caf in the name of your organisation (${organisationName}) has been closed since ${instantInWords(closedAt, 'en')}.`,
      ),
      paragraph(`Reason: ${reasonInWords(reason, months).en}.`),
      paragraph('Do you still need it? Ask an administrator of your organisation.'),
    ],
    sms: `Caf: your access (${organisationName}) was closed on ${instantInShort(closedAt, 'en')}: ${reasonInWords(reason, months).en}. Still needed? Ask an administrator of your organisation.`,
  }),
});

/** How often administrators confirm the accesses, at the head of a sentence. */
function rhythmInWords(months: number): Localized {
  if (months === 1) return { fr: 'Chaque mois', en: 'Each month' };
  if (months === 12) return { fr: 'Chaque année', en: 'Each year' };
  const { fr, en } = periodInWords(months);
  return { fr: `Tous les ${fr}`, en: `Every ${en}` };
}

export const agentRecertificationDue = defineTemplate({
  values: IDENTITY_MESSAGE_VALUES.agent_recertification_due,
  example: { organisationName: ORGANISATION, dueOn: '2024-05-31', agents: 12, everyMonths: 12 },
  fr: ({ organisationName, dueOn, agents, everyMonths }) => ({
    subject: 'Confirmez les accès de vos agents',
    parts: [
      paragraph(
        agents === 1
          ? `${rhythmInWords(everyMonths).fr}, vous confirmez quels agents de votre organisme (${organisationName}) ont encore besoin des services de la Caf. Un accès attend votre réponse.`
          : `${rhythmInWords(everyMonths).fr}, vous confirmez quels agents de votre organisme (${organisationName}) ont encore besoin des services de la Caf. ${String(agents)} accès attendent votre réponse.`,
      ),
      paragraph(
        `Répondez au plus tard le ${dayInWords(dueOn, 'fr')}. Les accès qui ne sont pas confirmés seront ensuite fermés.`,
      ),
    ],
    sms: `Caf : confirmez les accès de vos agents (${organisationName}, ${String(agents)} en attente) au plus tard le ${dayInShort(dueOn)}. Les autres seront fermés.`,
  }),
  en: ({ organisationName, dueOn, agents, everyMonths }) => ({
    subject: 'Confirm the accesses of your agents',
    parts: [
      paragraph(
        agents === 1
          ? `${rhythmInWords(everyMonths).en}, you confirm which agents of your organisation (${organisationName}) still need the services of the Caf. One access awaits your answer.`
          : `${rhythmInWords(everyMonths).en}, you confirm which agents of your organisation (${organisationName}) still need the services of the Caf. ${String(agents)} accesses await your answer.`,
      ),
      paragraph(
        `Answer by ${dayInWords(dueOn, 'en')}. Accesses that are not confirmed are then closed.`,
      ),
    ],
    sms: `Caf: confirm the accesses of your agents (${organisationName}, ${String(agents)} waiting) by ${dayInShort(dueOn)}. The others will be closed.`,
  }),
});
