/** An exact decimal number: `units` divided by ten to the power of `places`. Figures never pass through floats. */
export interface Decimal {
  readonly units: bigint;
  readonly places: number;
}

const FORM = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?$/;

/** True for `635.71`, `-0.0006` or `12`; false for `4,6`, `1e3`, `.5`, `007` and more than 9 decimals. */
export function isDecimal(text: unknown): text is string {
  return typeof text === 'string' && FORM.test(text);
}

/** @throws RangeError when the text is not a decimal. */
export function decimal(text: string): Decimal {
  if (!isDecimal(text)) throw new RangeError(`not a decimal: ${JSON.stringify(text)}`);
  const [whole = '', fraction = ''] = text.split('.');
  return { units: BigInt(whole + fraction), places: fraction.length };
}

/** The text with exactly as many decimals as the number carries: `903.60` stays `903.60`. */
export function decimalText({ units, places }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places);
  return `${units < 0n ? '-' : ''}${whole}${places > 0 ? `.${fraction}` : ''}`;
}

function unitsAt(value: Decimal, places: number): bigint {
  return value.units * 10n ** BigInt(places - value.places);
}

export function add(a: Decimal, b: Decimal): Decimal {
  const places = Math.max(a.places, b.places);
  return { units: unitsAt(a, places) + unitsAt(b, places), places };
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, places: a.places + b.places };
}

/** Negative, zero or positive, as `a` is below, equal to or above `b`; `1.0` equals `1`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const places = Math.max(a.places, b.places);
  const difference = unitsAt(a, places) - unitsAt(b, places);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Whole-number division, a half going away from zero, as official amounts are rounded. */
function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n !== divisor < 0n;
  const a = dividend < 0n ? -dividend : dividend;
  const b = divisor < 0n ? -divisor : divisor;
  const quotient = (2n * a + b) / (2n * b);
  return negative ? -quotient : quotient;
}

/** The nearest number with that many decimals, a half going up: 1016.05302 → 1016.05, 30.295 → 30.30. */
export function round(value: Decimal, places: number): Decimal {
  if (value.places <= places) return { units: unitsAt(value, places), places };
  return { units: divideRounded(value.units, 10n ** BigInt(value.places - places)), places };
}

/** Without the zeros at the end: `1.0460` → `1.046`, `12.00` → `12`. */
export function shortest(value: Decimal): Decimal {
  let { units, places } = value;
  while (places > 0 && units % 10n === 0n) {
    units /= 10n;
    places -= 1;
  }
  return { units, places };
}

/**
 * How much `to` differs from `from`, as a share of `from` with four decimals: 971.37 → 1016.05 is `0.0460`.
 * Null when `from` is zero: no share exists.
 */
export function relativeChange(from: Decimal, to: Decimal): Decimal | null {
  if (from.units === 0n) return null;
  const places = Math.max(from.places, to.places);
  const before = unitsAt(from, places);
  const after = unitsAt(to, places);
  return { units: divideRounded((after - before) * 10_000n, before), places: 4 };
}
