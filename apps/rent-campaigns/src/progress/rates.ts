/**
 * A part in per cent with two decimals, half rounded up: 8,910 of 12,500 is `"71.28"`. The computation uses
 * whole numbers, because a binary fraction would round 1.005 % down.
 *
 * @returns null when nothing is expected: no rate exists then
 */
export function rate(part: number, whole: number): string | null {
  if (whole === 0) return null;
  const doubled = 2n * BigInt(whole);
  const hundredths = (BigInt(part) * 20_000n + BigInt(whole)) / doubled;
  const digits = hundredths.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
