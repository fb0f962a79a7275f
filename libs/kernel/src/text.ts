/** Whether a text says nothing: absent, empty, or white space alone. */
export function isBlank(text: string | null): boolean {
  return text === null || text.trim() === '';
}

const BEYOND_A_LINE = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/**
 * Whether a text stays on one line wherever it is printed: no line end, U+2028 and U+2029 among them, and no other
 * control character.
 */
export function isOneLine(text: string): boolean {
  return !BEYOND_A_LINE.test(text);
}
