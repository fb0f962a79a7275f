import type { Block, PrintableDocument } from '@passerelle/documents';
import { type LocalDate, nameOnEnvelope } from '@passerelle/kernel';

import type { Part, Wording } from '../templates/template.js';
import { colon, type Correspondence, greeting } from './mail-text.js';

export interface Letter extends Correspondence {
  /** Under the name, as they stand on the envelope. */
  readonly addressLines: readonly string[];
  readonly writtenOn: LocalDate;
}

/** A message as a letter: address, greeting, text, signature. */
export function letterDocument(wording: Wording, letter: Letter): PrintableDocument {
  const { language, sender, recipientName, addressLines, writtenOn } = letter;
  const address = [
    ...(recipientName === null ? [] : nameOnEnvelope(recipientName)),
    ...addressLines,
  ];
  return {
    language,
    title: wording.subject,
    issuer: sender,
    issuedOn: writtenOn,
    blocks: [
      { kind: 'paragraph', text: address.join('\n') },
      { kind: 'paragraph', text: greeting(letter) },
      ...wording.parts.map((part) => blockOf(part, letter)),
      { kind: 'paragraph', text: sender },
    ],
  };
}

function blockOf(part: Part, { language }: Letter): Block {
  switch (part.kind) {
    case 'paragraph':
    case 'note':
      return part;
    case 'heading':
      return { kind: 'heading', level: 2, text: part.text };
    case 'list':
      return part;
    case 'code':
      return { kind: 'figures', items: [{ label: part.label, value: part.code }] };
    case 'link':
      return { kind: 'paragraph', text: `${part.label}${colon(language).trimEnd()}\n${part.url}` };
  }
}
