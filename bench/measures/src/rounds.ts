/** Above this the limit itself is no measure. */
const NOISY = 1.25;

export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** How far the rounds of the limit lie apart. */
export function spreadOf(limits: readonly number[]): string {
  const spread = Math.max(...limits) / Math.min(...limits);
  return `spread ${spread.toFixed(2)}${spread > NOISY ? ': noisy, repeat on a quiet machine' : ''}`;
}
