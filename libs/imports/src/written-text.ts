/** `="0012346"`: how a spreadsheet keeps the zeros in front of a number. */
const TEXT_MARKER = /^="([^"]*)"$/;

/** The value without Excel's marker. */
export function withoutMarker(text: string): string {
  return TEXT_MARKER.exec(text)?.[1]?.trim() ?? text;
}

/** Without the characters that nobody sees (marks of direction, zero-width blanks) and outer blanks. */
export function visible(text: string): string {
  return text.replace(/\p{Cf}/gu, '').trim();
}

/** `1,23E+12`: a long number as a spreadsheet shows it, its last digits lost. */
const SCIENTIFIC = /^-?\d(?:[.,]\d+)?E[+-]?\d+$/i;

export function isScientific(text: string): boolean {
  return SCIENTIFIC.test(visible(text));
}

/** The bytes 0x80 to 0xBF as Latin-1 or Windows-1252 shows them. */
const CONTINUATION = '\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';
const DOUBLE_ENCODED = new RegExp(`[ÂÃÅ][${CONTINUATION}]|â[${CONTINUATION}]{2}`);

/** Whether a text was decoded wrongly before it came here: `LefÃ¨vre`, or a character lost for good. */
export function isDamaged(text: string): boolean {
  return text.includes('\ufffd') || DOUBLE_ENCODED.test(text);
}
