/**
 * The number by which social security knows a person (NIR): thirteen characters, or fifteen with its key.
 * Sex, year, month, département (2A and 2B in Corsica, 99 abroad), commune or country, order.
 * Months above 12 stand for an incomplete civil status (domain A3.1).
 */
const FORM =
  /^([123478])\d{2}(?:0[1-9]|1[0-2]|[23]\d|4[0-2]|[5-9]\d)(?:0[1-9]|[1-9]\d|2[AB])\d{3}(?!000)\d{3}(\d{2})?$/;

/**
 * 7 and 8 begin a number given while the civil status is being checked (NIA), 3 and 4 one given
 * by another register. Neither signs in nor resets a password: the person's final number does.
 */
const PROVISIONAL = new Set(['3', '4', '7', '8']);

export type NirReading =
  | { readonly ok: true; readonly nir: string; readonly key: string }
  | { readonly ok: false; readonly reason: 'form' | 'key' | 'provisional' };

/** Reads a NIR as people write it: blanks, dots and small letters do not matter; the key, when given, does. */
export function readNir(text: string): NirReading {
  const compact = text.replace(/[\s.-]/gu, '').toUpperCase();
  const [, kind = '', givenKey] = FORM.exec(compact) ?? [];
  if (kind === '') return { ok: false, reason: 'form' };
  const nir = compact.slice(0, 13);
  const key = nirKey(nir);
  if (givenKey !== undefined && givenKey !== key) return { ok: false, reason: 'key' };
  if (PROVISIONAL.has(kind)) return { ok: false, reason: 'provisional' };
  return { ok: true, nir, key };
}

/** The two digits of control of thirteen characters: 97 − n mod 97, with 2A read as 19 and 2B as 18. */
export function nirKey(nir: string): string {
  const digits = nir.replace('2A', '19').replace('2B', '18');
  return String(97n - (BigInt(digits) % 97n)).padStart(2, '0');
}

/** True for what has the length and alphabet of a NIR, right or wrong: such text must not be kept in clear. */
export function resemblesNir(text: string): boolean {
  return nirAsWritten(text) !== null;
}

/**
 * The thirteen characters of what has the length and alphabet of a NIR, right or wrong, with or without a key. Every
 * spelling of one number gives the same characters, so tries with the number are counted together.
 */
export function nirAsWritten(text: string): string | null {
  return /^(\d{5}(?:\d{2}|2[AB])\d{6})(?:\d{2})?$/.exec(compactForm(text))?.[1] ?? null;
}

/**
 * A number as people and keyboards write it, in one spelling: without blanks, dots, dashes and invisible characters,
 * in capitals, with the digits 0 to 9 for those of any script.
 */
function compactForm(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Z}\p{Pd}\p{Cf}.]/gu, '')
    .replace(/\p{Nd}/gu, digitOf)
    .toUpperCase();
}

/** Unicode keeps the ten digits of a script together, from zero to nine. */
function digitOf(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String((code - zero) % 10);
}
