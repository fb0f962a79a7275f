import type { Block, PrintableDocument } from '@passerelle/documents';
import { fillSentence, type Language, type LocalDate, type Localized } from '@passerelle/kernel';

import type { Acknowledgement, ServiceContact } from './acknowledgement.js';

const TITLE: Localized = {
  fr: 'Accusé de réception de votre demande de médiation',
  en: 'Acknowledgement of your request for mediation',
};

const SUBTITLE: Localized = {
  fr: 'Référence {reference}, dossier n° {fileNumber}',
  en: 'Reference {reference}, file no. {fileNumber}',
};

const HEADINGS = {
  state: { fr: 'Où en est votre demande', en: 'Where your request stands' },
  service: { fr: 'Le service qui s’en occupe', en: 'The service in charge' },
  missing: { fr: 'Ce qui nous manque', en: 'What we still need' },
  silence: { fr: 'Si vous n’avez pas de réponse', en: 'If you receive no answer' },
  remedies: { fr: 'Vos recours', en: 'Your remedies' },
} as const satisfies Readonly<Record<string, Localized>>;

const NOTHING_MISSING: Localized = {
  fr: 'Aucune pièce ne manque à votre demande.',
  en: 'Nothing is missing from your request.',
};

const PHONE: Localized = { fr: 'Téléphone : {phone}', en: 'Telephone: {phone}' };
const EMAIL: Localized = { fr: 'Courriel : {email}', en: 'E-mail: {email}' };

const LEGAL_GROUND: Localized = {
  fr: 'Accusé de réception délivré en application de l’article R. 112-5 du code des relations entre le public et l’administration. Gardez-le avec la décision que vous contestez.',
  en: 'Acknowledgement issued under article R. 112-5 of the French code of relations between the public and the administration. Keep it with the decision that you contest.',
};

const GREETING: Localized = { fr: 'Madame, Monsieur,', en: 'Dear Sir or Madam,' };

/** The acknowledgement as a letter to print; its five elements are its headings (R112-5 CRPA; domain M10.1). */
export function acknowledgementLetter(
  acknowledgement: Acknowledgement,
  language: Language,
  writtenOn: LocalDate,
): PrintableDocument {
  const { reference, fileNumber, receipt, service } = acknowledgement;
  const text = (sentence: Localized): string => sentence[language];
  const section = (name: keyof typeof HEADINGS, sentences: readonly Localized[]): Block[] => [
    { kind: 'heading', level: 2, text: text(HEADINGS[name]) },
    ...sentences.map((sentence): Block => ({ kind: 'paragraph', text: text(sentence) })),
  ];
  const { state, missing, silence, remedies } = acknowledgement;
  return {
    language,
    title: text(TITLE),
    subtitle: text(fillSentence(SUBTITLE, { reference, fileNumber })),
    issuer: service.name,
    issuedOn: writtenOn,
    blocks: [
      { kind: 'paragraph', text: text(GREETING) },
      { kind: 'paragraph', text: text(receipt) },
      ...section('state', state),
      ...section('service', []),
      { kind: 'paragraph', text: contactLines(service).map(text).join('\n') },
      ...(missing.length === 0
        ? section('missing', [NOTHING_MISSING])
        : [...section('missing', []), { kind: 'list', items: missing.map(text) } satisfies Block]),
      ...section('silence', silence),
      ...section('remedies', remedies),
    ],
    footnote: text(LEGAL_GROUND),
  };
}

/** The contacts, one a line. */
function contactLines({ name, postalAddress, phone, email }: ServiceContact): Localized[] {
  return [
    { fr: name, en: name },
    { fr: postalAddress, en: postalAddress },
    fillSentence(PHONE, { phone }),
    ...(email === null ? [] : [fillSentence(EMAIL, { email })]),
  ];
}
