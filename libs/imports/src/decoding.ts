/** Windows-1252 where it differs from Latin-1, from 0x80 on; the five bytes without a meaning stay. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Not `TextDecoder('windows-1252')`: some releases of Node decode it as Latin-1. */
function decodeWindows1252(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (char) => WINDOWS_1252[char.charCodeAt(0) - 0x80] ?? char);
}

/** ISO-8859-15 where it differs from Latin-1. */
const LATIN_9: Readonly<Record<string, string>> = {
  '¤': '€',
  '¦': 'Š',
  '¨': 'š',
  '´': 'Ž',
  '¸': 'ž',
  '¼': 'Œ',
  '½': 'œ',
  '¾': 'Ÿ',
};

function decodeLatin9(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[¤¦¨´¸¼½¾]/g, (char) => LATIN_9[char] ?? char);
}

type Family = 'utf-8' | 'latin' | 'utf-16';

/** The charsets that a caller may declare. Their names are those of IANA, and what programs write for them. */
const CHARSETS: ReadonlyMap<string, Family> = new Map([
  ...['utf-8', 'utf8', 'us-ascii', 'ascii'].map((name) => [name, 'utf-8'] as const),
  ...['windows-1252', 'cp1252', 'iso-8859-1', 'latin1', 'iso-8859-15', 'latin-9', 'latin9'].map(
    (name) => [name, 'latin'] as const,
  ),
  ...['utf-16', 'utf-16le', 'utf-16be'].map((name) => [name, 'utf-16'] as const),
]);

export function isKnownCharset(charset: string): boolean {
  return CHARSETS.has(charset);
}

/** Decodes lines that are not UTF-8. */
export function legacyDecoder(charset: string | null): (bytes: Buffer) => string {
  return isLatin9(charset) ? decodeLatin9 : decodeWindows1252;
}

export function isLatin9(charset: string | null): boolean {
  return charset !== null && /15|9$/.test(charset);
}

/** Whether the lines of a file are in another encoding than its sender declares. */
export function contradictsCharset(
  charset: string | null,
  read: { readonly encoding: 'utf-8' | 'windows-1252'; readonly converted: boolean },
): boolean {
  switch (charset === null ? undefined : CHARSETS.get(charset)) {
    case undefined:
      return false;
    case 'utf-8':
      return read.converted;
    case 'latin':
      return read.encoding === 'utf-8' && !read.converted;
    case 'utf-16':
      return true;
  }
}

const UTF8_SEQUENCE =
  /[\u00c2-\u00df][\u0080-\u00bf]|[\u00e0-\u00ef][\u0080-\u00bf]{2}|[\u00f0-\u00f4][\u0080-\u00bf]{3}/;

/** Whether bytes, given as Latin-1, have a character of UTF-8 beyond ASCII. */
export function hasUtf8Sequence(latin1: string): boolean {
  return UTF8_SEQUENCE.test(latin1);
}

/**
 * What no French text in Windows-1252 has, and damaged UTF-8 does: symbols in the place of letters, a capital
 * inside a word, the first half of an accented letter at the end of one.
 */
const DAMAGED =
  /[^\p{ASCII}\p{L}«»°’‘“”–—…€\u00a0§²·]|[ƒðþÐÞªºµ]|\p{Ll}(?!\p{ASCII})\p{Lu}|[ÃÂÅ](?!\p{L})|(?<!\p{L})ÿ|\p{L}[»«°\u00a0·§²]\p{Ll}/u;

/** Whether a line that is no UTF-8, in a file with UTF-8, may be taken for one in Windows-1252. */
export function isPlausibleLegacy(latin1: string, decoded: string): boolean {
  return !hasUtf8Sequence(latin1) && !DAMAGED.test(decoded);
}
