export interface TimedKey {
  readonly kid: string;
  readonly signsFrom: Date;
}

/** Machines' clocks may differ by this much; services accept tokens for as long beyond their end. */
export const TOLERANCE_MS = 120_000;

/** The key that signs at an instant: the newest whose time has come. */
export function signerAt<K extends TimedKey>(keys: readonly K[], now: Date): K | undefined {
  return [...keys]
    .filter(({ signsFrom }) => signsFrom <= now)
    .sort((a, b) => b.signsFrom.getTime() - a.signsFrom.getTime())[0];
}

/** Keys that signed nothing which could still be valid: their successor has signed for a token's life. */
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

/** Whether it is time for the next key: the newest, published or signing, has grown old. */
export function isRotationDue(keys: readonly TimedKey[], now: Date, lifeMs: number): boolean {
  const newest = Math.max(...keys.map(({ signsFrom }) => signsFrom.getTime()));
  return newest + lifeMs <= now.getTime();
}
