import { z } from 'zod';

import { RENT_MESSAGE_VALUES } from '@passerelle/contracts';

import { dayInShort, dayInWords } from './in-words.js';
import { defineTemplate, heading, link, list, note, paragraph, type Part } from './template.js';

const text = z.string().min(1);
const day = z.iso.date();

/** To a landlord whose tenants' rents of July are not all declared (domain R5.2). */
export const rentReminder = defineTemplate({
  values: RENT_MESSAGE_VALUES.rent_reminder,
  example: {
    referenceYear: 2023,
    tenants: 3,
    suspensionOn: '2024-01-15',
    closesOn: '2024-03-31',
  },
  fr: ({ referenceYear, tenants, suspensionOn, closesOn }) => ({
    subject: `Déclarez les loyers de juillet ${String(referenceYear)}`,
    parts: [
      paragraph(
        tenants === 1
          ? `Le loyer de juillet ${String(referenceYear)} d’un de vos locataires n’est pas encore déclaré.`
          : `Les loyers de juillet ${String(referenceYear)} de ${String(tenants)} de vos locataires ne sont pas encore déclarés.`,
      ),
      note(
        `Sans déclaration, l’aide au logement peut être suspendue à partir du ${dayInWords(suspensionOn, 'fr')}.`,
      ),
      paragraph(
        'Déclarez les loyers dans votre espace bailleur, sur Mon compte partenaire. Si vous échangez des fichiers avec la Caf, envoyez le vôtre comme d’habitude. Sinon, répondez par courrier à votre Caf.',
      ),
      paragraph(
        `Indiquez le loyer sans les charges. Les déclarations sont possibles jusqu’au ${dayInWords(closesOn, 'fr')}.`,
      ),
    ],
    sms: `Caf : ${tenants === 1 ? '1 loyer' : `${String(tenants)} loyers`} de juillet ${String(referenceYear)} à déclarer. Sans déclaration, l'aide au logement risque une suspension à partir du ${dayInShort(suspensionOn)}.`,
  }),
  en: ({ referenceYear, tenants, suspensionOn, closesOn }) => ({
    subject: `Declare the rents of July ${String(referenceYear)}`,
    parts: [
      paragraph(
        tenants === 1
          ? `The rent of July ${String(referenceYear)} of one of your tenants has not been declared yet.`
          : `The rents of July ${String(referenceYear)} of ${String(tenants)} of your tenants have not been declared yet.`,
      ),
      note(
        `Without a declaration, the housing aid may be suspended from ${dayInWords(suspensionOn, 'en')}.`,
      ),
      paragraph(
        'Declare rents in your landlord space, on Mon compte partenaire. If you exchange files with the Caf, send yours as usual. Otherwise, answer your Caf by letter.',
      ),
      paragraph(
        `Give the rent without charges. Declarations are open until ${dayInWords(closesOn, 'en')}.`,
      ),
    ],
    sms: `Caf: ${tenants === 1 ? '1 rent' : `${String(tenants)} rents`} of July ${String(referenceYear)} to declare. Without a declaration, the housing aid may be suspended from ${dayInShort(suspensionOn)}.`,
  }),
});

/**
 * The acknowledgement of receipt of R112-5 CRPA. Its five elements (day of receipt, service in
 * charge, missing documents, rule on silence, remedies and limits) are values: the service that acknowledges
 * knows the law of the case, this template only sets it out. In the language of the message.
 */
export const referralAcknowledged = defineTemplate({
  values: z.strictObject({
    reference: text,
    receivedOn: day,
    service: z.strictObject({
      name: text,
      postalAddress: text.nullable(),
      email: text.nullable(),
      phone: text.nullable(),
    }),
    /** Empty when nothing is missing. */
    missing: z.array(text),
    silence: z.array(text).min(1),
    remedies: z.array(text).min(1),
  }),
  example: {
    reference: 'MED-2024-000001',
    receivedOn: '2024-03-01',
    service: {
      name: 'Médiation administrative de la Caf de Loire-Atlantique',
      postalAddress: '22 rue de l’Exemple, 44000 Nantes',
      email: 'mediation@caf.example',
      phone: null,
    },
    missing: ['La date de la réclamation que vous avez déjà adressée aux services de la Caf.'],
    silence: ['Le médiateur ne prend pas de décision : son silence ne vaut ni accord ni rejet.'],
    remedies: [
      'Vous pouvez contester une décision devant la commission de recours amiable, dans un délai de 2 mois.',
    ],
  },
  fr: ({ reference, receivedOn, service, missing, silence, remedies }) => ({
    subject: `Nous avons reçu votre demande ${reference}`,
    parts: [
      paragraph(`Votre demande ${reference} a été reçue le ${dayInWords(receivedOn, 'fr')}.`),
      heading('Le service qui s’en occupe'),
      contacts(service, { email: 'E-mail', phone: 'Téléphone' }, ' : '),
      heading('Ce qui manque'),
      ...sentences(missing, 'Aucun document ne manque.'),
      heading('Si vous n’avez pas de réponse'),
      ...sentences(silence, ''),
      heading('Vos recours'),
      ...sentences(remedies, ''),
    ],
    sms: `Caf : votre demande ${reference} est arrivée le ${dayInShort(receivedOn)}. Un courrier ou un e-mail vous en dit plus.`,
  }),
  en: ({ reference, receivedOn, service, missing, silence, remedies }) => ({
    subject: `We have received your request ${reference}`,
    parts: [
      paragraph(`Your request ${reference} was received on ${dayInWords(receivedOn, 'en')}.`),
      heading('The service in charge'),
      contacts(service, { email: 'E-mail', phone: 'Telephone' }, ': '),
      heading('What is missing'),
      ...sentences(missing, 'No document is missing.'),
      heading('If you receive no answer'),
      ...sentences(silence, ''),
      heading('Your remedies'),
      ...sentences(remedies, ''),
    ],
    sms: `Caf: your request ${reference} was received on ${dayInShort(receivedOn)}. A letter or an e-mail tells you more.`,
  }),
});

interface Contacts {
  readonly name: string;
  readonly postalAddress: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

function contacts(
  { name, postalAddress, email, phone }: Contacts,
  labels: { email: string; phone: string },
  colon: string,
): Part {
  return list([
    name,
    ...(postalAddress === null ? [] : [postalAddress]),
    ...(email === null ? [] : [`${labels.email}${colon}${email}`]),
    ...(phone === null ? [] : [`${labels.phone}${colon}${phone}`]),
  ]);
}

function sentences(items: readonly string[], none: string): Part[] {
  const [only, ...others] = items;
  if (only === undefined) return [paragraph(none)];
  return others.length === 0 ? [paragraph(only)] : [list(items)];
}

/** To a partner who follows scales (domain S1.5). */
export const scalePublished = defineTemplate({
  values: z.strictObject({
    /** Names as people read them, in the language of the message. */
    scales: z.array(text).min(1),
    effectiveFrom: day,
    publishedOn: day,
    /** A published value was wrong and is replaced. */
    correction: z.boolean(),
    url: z.url({ protocol: /^https?$/ }),
  }),
  example: {
    scales: ['Allocations familiales', 'Revenu de solidarité active'],
    effectiveFrom: '2024-04-01',
    publishedOn: '2024-03-28',
    correction: false,
    url: 'https://passerelle.example/baremes?on=2024-04-01',
  },
  fr: ({ scales, effectiveFrom, publishedOn, correction, url }) => ({
    subject: correction ? 'Correction de barèmes' : 'De nouveaux barèmes sont publiés',
    parts: [
      paragraph(
        correction
          ? `Des barèmes que vous suivez ont été corrigés le ${dayInWords(publishedOn, 'fr')}. Les valeurs corrigées s’appliquent depuis le ${dayInWords(effectiveFrom, 'fr')} :`
          : `Des barèmes que vous suivez ont été publiés le ${dayInWords(publishedOn, 'fr')}. Ils s’appliquent à partir du ${dayInWords(effectiveFrom, 'fr')} :`,
      ),
      list(scales),
      link('Voir les barèmes', url),
    ],
    sms: `Caf : barèmes ${correction ? 'corrigés' : 'publiés'} (${String(scales.length)}), applicables au ${dayInShort(effectiveFrom)} : ${url}`,
  }),
  en: ({ scales, effectiveFrom, publishedOn, correction, url }) => ({
    subject: correction ? 'Scales corrected' : 'New scales are published',
    parts: [
      paragraph(
        correction
          ? `Scales that you follow were corrected on ${dayInWords(publishedOn, 'en')}. The corrected values apply from ${dayInWords(effectiveFrom, 'en')}:`
          : `Scales that you follow were published on ${dayInWords(publishedOn, 'en')}. They apply from ${dayInWords(effectiveFrom, 'en')}:`,
      ),
      list(scales),
      link('See the scales', url),
    ],
    sms: `Caf: scales ${correction ? 'corrected' : 'published'} (${String(scales.length)}), in force from ${dayInShort(effectiveFrom)}: ${url}`,
  }),
});

/** For what has no template of its own yet; its author answers for the words, in the right language. */
export const generic = defineTemplate({
  values: z.strictObject({ subject: text.max(150), paragraphs: z.array(text).min(1) }),
  example: {
    subject: 'Le prochain rendez-vous des partenaires',
    paragraphs: [
      'Le prochain rendez-vous des partenaires a lieu le 25 juin 2024.',
      'Le programme & le lien de connexion vous seront envoyés avant <la date>.',
    ],
  },
  fr: ({ subject, paragraphs }) => ({
    subject,
    parts: paragraphs.map(paragraph),
    sms: `Caf : ${paragraphs.join(' ')}`,
  }),
  en: ({ subject, paragraphs }) => ({
    subject,
    parts: paragraphs.map(paragraph),
    sms: `Caf: ${paragraphs.join(' ')}`,
  }),
});
