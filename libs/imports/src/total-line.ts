const TOTAL = /^(?:sous[\s-]*)?(?:total|totaux|somme)(?![\p{L}\p{N}])/iu;
/** A figure, or nothing. */
const FIGURE = /^[\s\d.,€-]*$/u;
const LOWER_CASE = 0x20;
const T = 0x74;
const S = 0x73;

/**
 * Whether a line is the total under a table: it says so in its first value, and leaves out what every line has; or
 * it has nothing but figures behind an empty first value, and none of what every line has.
 *
 * @param required the places of the values that every line has
 */
export function isTotalLine(values: readonly string[], required: readonly number[]): boolean {
  const first = (values[0] ?? '').charCodeAt(0) | LOWER_CASE;
  if (first !== T && first !== S && values[0]?.trim() !== '') return false;
  const text = values.find((value) => value.trim() !== '')?.trim() ?? '';
  const isBlank = (place: number): boolean => (values[place] ?? '').trim() === '';
  if (TOTAL.test(text)) return required.some(isBlank);
  return text !== '' && required.every(isBlank) && values.every((value) => FIGURE.test(value));
}
