import type { Language } from '@passerelle/kernel';

import type { Part, Wording } from '../templates/template.js';

/** The few words around every message. */
const AROUND = {
  fr: {
    greeting: (name: string | null) => (name === null ? 'Bonjour,' : `Bonjour ${name},`),
    colon: ' : ',
    footer: (sender: string) =>
      `Ce message a été envoyé automatiquement par la ${sender}. La Caf ne vous demande jamais votre mot de passe.`,
  },
  en: {
    greeting: (name: string | null) => (name === null ? 'Hello,' : `Hello ${name},`),
    colon: ': ',
    footer: (sender: string) =>
      `This message was sent automatically by the ${sender}. The Caf never asks you for your password.`,
  },
} as const;

/** Who writes to whom, in which language. */
export interface Correspondence {
  readonly language: Language;
  /** As people know it: `Caf de Loire-Atlantique`. */
  readonly sender: string;
  /** Null when nobody gave it: the greeting then goes without. */
  readonly recipientName: string | null;
}

export function greeting({ language, recipientName }: Correspondence): string {
  return AROUND[language].greeting(recipientName);
}

export function footer({ language, sender }: Correspondence): string {
  return AROUND[language].footer(sender);
}

export function colon(language: Language): string {
  return AROUND[language].colon;
}

/** A message as plain text, for mail readers without HTML and for screen readers that prefer it. */
export function mailText(wording: Wording, correspondence: Correspondence): string {
  const blocks = [
    greeting(correspondence),
    ...wording.parts.map((part) => textOf(part, correspondence.language)),
    correspondence.sender,
  ];
  // `-- ` with its blank: mail readers know it as the beginning of what is no longer the message.
  return `${blocks.join('\n\n')}\n\n-- \n${footer(correspondence)}\n`;
}

function textOf(part: Part, language: Language): string {
  switch (part.kind) {
    case 'paragraph':
      return part.text;
    case 'heading':
      return part.text.toUpperCase();
    case 'list':
      return part.items.map((item) => `- ${item}`).join('\n');
    case 'code':
      return `${part.label}${colon(language)}${part.code}`;
    case 'note':
      // As a heading: after a colon its sentence would begin with a small letter in French.
      return `IMPORTANT\n\n${part.text}`;
    case 'link':
      return `${part.label}${colon(language).trimEnd()}\n${part.url}`;
  }
}
