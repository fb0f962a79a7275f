import { visible } from './written-text.js';

const COMMON = /^(-?)(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,12})(?:[.,](\d{1,2}))?(?: ?€)?$/;

/**
 * An amount in euros as people and their programs write it, in cents; undefined where it is none, or where it may
 * mean two amounts: `1.234` and `1,234` are refused.
 */
export function centsOfText(text: string): number | undefined {
  const parts = COMMON.exec(text);
  return parts === null ? centsOfRareForm(text) : centsOf(parts[1], parts[2], parts[3]);
}

function centsOf(sign = '', euros = '', decimals = ''): number {
  const cents = Number(euros.replace(/\D/g, '')) * 100 + Number(decimals.padEnd(2, '0'));
  return sign === '-' && cents !== 0 ? -cents : cents;
}

const CURRENCY = /^(?:€|EUR)\s*|\s*(?:€|EUR|euros?)$/gi;

/** Thousands and decimals, told apart by their characters or by their number. */
const GROUPED = [
  /^(-?)(\d{1,3}(?:\s\d{3})+|\d{1,12})(?:[.,](\d{1,2}))?$/,
  /^(-?)(\d{1,3}(?:\.\d{3})+),(\d{1,2})$/,
  /^(-?)(\d{1,3}(?:,\d{3})+)\.(\d{1,2})$/,
  /^(-?)(\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:,\d{3}){2,})$/,
];

/** Three decimals could be thousands. */
const MANY_DECIMALS = /^(-?)(\d{1,12})[.,](\d{4,20})$/;
/** With fewer digits a difference from whole cents is meant: the noise of floating point is in the last ones of 15 to 17. */
const NOISE_DIGITS = 15;

function centsOfRareForm(text: string): number | undefined {
  const bare = visible(text)
    .replace(/^\u2212/, '-')
    .replace(CURRENCY, '');
  for (const form of GROUPED) {
    const parts = form.exec(bare);
    if (parts !== null) return centsOf(parts[1], parts[2], parts[3]);
  }
  const [, sign = '', euros = '', decimals] = MANY_DECIMALS.exec(bare) ?? [];
  if (decimals === undefined) return undefined;
  const isExact = /^\d\d0+$/.test(decimals);
  if (!isExact && euros.length + decimals.length < NOISE_DIGITS) return undefined;
  return centsOfNumber(Number(`${sign}${euros}.${decimals}`));
}

/** 512.34 × 100 is 51234.000000000007: exact to the cent as far as a double can tell. */
export function centsOfNumber(value: unknown): number | undefined {
  if (typeof value !== 'number') return undefined;
  const cents = Math.round(value * 100);
  if (!Number.isSafeInteger(cents)) return undefined;
  return Math.abs(value * 100 - cents) < 1e-6 * Math.max(1, Math.abs(value))
    ? cents || 0
    : undefined;
}

/** `51234.0` is how a program writes a whole number that it kept as another kind of number. */
const WHOLE = /^(-?\d{1,16}|-?\d{1,3}(?:\s\d{3})+)(?:\.0)?$/;

/** A whole number in the rarer forms; undefined where it is none. */
export function wholeOfRareForm(text: string): number | undefined {
  const digits = WHOLE.exec(visible(text))?.[1];
  return digits === undefined ? undefined : Number(digits.replace(/\s/g, ''));
}

/** An amount that says by its sign or its decimals that it is in euros. */
export function isWrittenInEuros(text: string): boolean {
  return /€|EUR|[.,]\d{1,2}$/i.test(visible(text));
}
