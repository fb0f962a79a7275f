import { compareDecimals, type Decimal, decimal, isDecimal } from '../scales/decimal.js';
import { revaluationErrors } from './revaluations.errors.js';

/** Beyond a fifth, a rate is a slip of the hand (`46`, `4.6`, a coefficient such as `1.046`). */
const RATE_LIMIT = '0.2';

/**
 * The increase of a revaluation as a fraction: `0.046` for 4.6%, `0` for none. A JSON number is read as it is
 * written, digit by digit.
 * @throws scales/rate-form for `4,6`, `46`, `1.046`, `4.6 %`
 */
export function parseRate(input: unknown): Decimal {
  const text = typeof input === 'number' && Number.isFinite(input) ? String(input) : input;
  if (isDecimal(text)) {
    const rate = decimal(text);
    const limit = decimal(RATE_LIMIT);
    const within =
      compareDecimals(rate, limit) <= 0 &&
      compareDecimals(rate, { units: -limit.units, places: limit.places }) >= 0;
    if (within) return rate;
  }
  const given =
    typeof input === 'string' || typeof input === 'number' ? `${input}`.slice(0, 40) : typeof input;
  throw revaluationErrors.rateForm({ given, limit: RATE_LIMIT }, [
    {
      pointer: '/rate',
      code: 'scales/rate-form',
      detail: {
        fr: 'fraction décimale attendue, par exemple « 0.046 » pour 4,6 %',
        en: 'a decimal fraction is expected, such as "0.046" for 4.6%',
      },
    },
  ]);
}
