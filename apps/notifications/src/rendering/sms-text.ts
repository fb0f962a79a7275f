import type { Wording } from '../templates/template.js';

/** The alphabet of telephones (GSM 03.38, GSM-7), with the characters of its extension that count twice. */
const ALPHABET = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡' +
    'ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà' +
    '^{}\\[~]|€',
);

/** Letters and marks that no decomposition of Unicode takes apart. */
const WRITTEN_OUT: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '•': '-',
  '−': '-',
  '°': 'o',
  œ: 'oe',
  Œ: 'OE',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
};

/**
 * The text of an SMS. One character outside the telephones' own alphabet more than halves what a message may hold,
 * so typography gives way, and so do the accents that the alphabet lacks: `ê` is written `e`, `ç` is written `c`;
 * `é` and `à` stay. What has no such form (another script) stays too, at its price.
 */
export function smsText({ sms }: Wording): string {
  const text = sms.normalize('NFC').replace(/«\s/g, '«').replace(/\s»/g, '»');
  return Array.from(text, written).join('');
}

function written(character: string): string {
  if (ALPHABET.has(character)) return character;
  const replacement = WRITTEN_OUT[character];
  if (replacement !== undefined) return replacement;
  // Also takes no-break blanks, ellipses and ligatures apart.
  const plain = character.normalize('NFKD').replace(/\p{M}/gu, '');
  return Array.from(plain).every((part) => ALPHABET.has(part)) ? plain : character;
}
