export interface TimedKey {
  readonly kid: string;
  readonly signsFrom: Date;
}

/**
 * The clocks of machines may differ by this much. Services accept tokens for this time after their expiry.
 */
export const TOLERANCE_MS = 120_000;

/** The key that signs at an instant: the newest key that may sign. */
export function signerAt<K extends TimedKey>(keys: readonly K[], now: Date): K | undefined {
  return [...keys]
    .filter(({ signsFrom }) => signsFrom <= now)
    .sort((a, b) => b.signsFrom.getTime() - a.signsFrom.getTime())[0];
}

/**
 * The keys whose last token has expired, because the next key has signed for longer than a token is valid.
 */
export function outlivedAt<K extends TimedKey>(
  keys: readonly K[],
  now: Date,
  tokenLifeMs: number,
): K[] {
  const signer = signerAt(keys, now);
  if (signer === undefined) return [];
  const over = signer.signsFrom.getTime() + tokenLifeMs + TOLERANCE_MS <= now.getTime();
  return over ? keys.filter(({ signsFrom }) => signsFrom < signer.signsFrom) : [];
}

/** Whether the next key is due: the newest key, published or signing, is older than its life. */
export function isRotationDue(keys: readonly TimedKey[], now: Date, lifeMs: number): boolean {
  const newest = Math.max(...keys.map(({ signsFrom }) => signsFrom.getTime()));
  return newest + lifeMs <= now.getTime();
}
