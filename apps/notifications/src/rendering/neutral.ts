import { isNameText, neutralText } from '@passerelle/kernel';

import type { Part, Wording } from '../templates/template.js';

/**
 * The name as a message may show it: beside an address, in the greeting, on an envelope. The services refuse other
 * names, but names that were stored before, or come by another way, reach this edge too.
 *
 * @returns null where nothing may be shown: the greeting then goes without
 */
export function neutralName(name: string | null): string | null {
  if (name === null) return null;
  const neutral = neutralText(name, { lines: false });
  return neutral !== '' && isNameText(neutral) ? neutral : null;
}

/** The words without controls and without characters that mislead their reader; the subject on one line. */
export function neutralWording({ subject, parts, sms }: Wording): Wording {
  return { subject: onOneLine(subject), parts: parts.map(neutralPart), sms: inLines(sms) };
}

function neutralPart(part: Part): Part {
  switch (part.kind) {
    case 'list':
      return { ...part, items: part.items.map(inLines) };
    case 'code':
      return { ...part, label: onOneLine(part.label), code: onOneLine(part.code) };
    case 'link':
      return { ...part, label: onOneLine(part.label), url: onOneLine(part.url) };
    default:
      return { ...part, text: inLines(part.text) };
  }
}

const onOneLine = (text: string): string => neutralText(text, { lines: false });
const inLines = (text: string): string => neutralText(text, { lines: true });
