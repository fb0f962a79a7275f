/** Whether a text says nothing: absent, empty, or white space alone. */
export function isBlank(text: string | null): boolean {
  return text === null || text.trim() === '';
}

const BEYOND_A_LINE = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/**
 * Characters that change what a reader sees without being seen: those that turn the direction of writing (UAX #9),
 * blanks of no width, marks of languages and of annotations. U+200C and U+200D stay: scripts and emoji need them.
 */
const HIDDEN =
  /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u115f\u1160\u3164\uffa0\u{1bca0}-\u{1bca3}\u{e0000}-\u{e007f}]/u;

/** Whether a text has no character that misleads its readers. Line ends may be part of it. */
export function isVisible(text: string): boolean {
  return !HIDDEN.test(text);
}

/**
 * Whether a text stays on one line wherever it is printed, and reads as it is stored: no line end, U+2028 and U+2029
 * among them, no other control character and none that misleads its readers.
 */
export function isOneLine(text: string): boolean {
  return !BEYOND_A_LINE.test(text) && isVisible(text);
}

/** What programs make a link of, though nobody marked it: an e-mail address, a scheme, a host with a usual ending. */
const LINK =
  /@|:\/\/|\bwww\.|[\p{L}\p{N}-]\.(?:com|fr|org|net|eu|info|biz|io|co|me|ru|cn|de|uk|be|ch|xyz|top|site|online|shop|app|dev|link|click|gouv)(?![\p{L}\p{N}])/iu;

/**
 * Whether a text may stand where people read a name: in the greeting of a message, beside an address, on an envelope.
 * It stays on one line, hides nothing, and is neither an address nor a link, which a mail reader would make of it.
 */
export function isNameText(text: string): boolean {
  return isOneLine(text) && !/\p{Cf}/u.test(text) && !LINK.test(text);
}

/** A text as `isVisible` accepts it: what misleads is left out. With `lines`, line ends and tabs stay. */
export function neutralText(text: string, { lines }: { readonly lines: boolean }): string {
  const visible = text.replace(new RegExp(HIDDEN, 'gu'), '');
  return lines
    ? visible.replace(/\r\n?|[\u2028\u2029]/g, '\n').replace(/[^\P{Cc}\t\n]/gu, '')
    : visible.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
