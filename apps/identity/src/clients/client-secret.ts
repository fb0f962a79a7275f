import { createHash, timingSafeEqual } from 'node:crypto';

const FORM = 'sha256.';

/**
 * The hash of a secret of 256 random bits. Such a secret cannot be guessed, so a fast hash protects it, and a flood
 * of made-up secrets costs next to nothing.
 */
export function secretHash(secret: string): string {
  return `${FORM}${createHash('sha256').update(secret).digest('base64url')}`;
}

/** Whether a hash was made with the slow algorithm that secrets had before, and is replaced at the next sign-in. */
export function isSlowHash(hash: string | null): hash is string {
  return hash !== null && !hash.startsWith(FORM);
}

/** Compares in the same time whatever the secret, and without a hash. */
export function isSecretOf(secret: string, hash: string | null): boolean {
  const given = Buffer.from(secretHash(secret));
  const kept = Buffer.from(hash ?? secretHash(''));
  const same = kept.length === given.length && timingSafeEqual(kept, given);
  return same && hash !== null;
}
