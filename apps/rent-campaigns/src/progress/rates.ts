/**
 * A share in per cent with two decimals, half up: 8,910 of 12,500 is `"71.28"`. Reckoned in whole numbers,
 * so that no binary fraction decides. `null` when nothing is expected: there is no rate then.
 */
export function rate(part: number, whole: number): string | null {
  if (whole === 0) return null;
  const doubled = 2n * BigInt(whole);
  const hundredths = (BigInt(part) * 20_000n + BigInt(whole)) / doubled;
  const digits = hundredths.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
