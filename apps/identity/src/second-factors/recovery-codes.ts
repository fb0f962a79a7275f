import { createHash } from 'node:crypto';

export const RECOVERY_CODE_COUNT = 10;

/** Without I, L, O and U, which are taken for 1, 1, 0 and V (Crockford). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 24 symbols of 5 bits are 120 bits: no guess reaches them, so a fast hash protects a code. */
export const RECOVERY_CODE_SYMBOLS = 24;

const GROUP = /.{4}(?=.)/g;

/** @param bytes as many random bytes as a code has symbols */
export function recoveryCodeOf(bytes: Uint8Array): string {
  const symbols = [...bytes].map((byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
  return symbols.replace(GROUP, '$&-');
}

/** The hash of a code as a person types the code: blanks, hyphens, case and similar letters do not matter. */
export function recoveryCodeHash(typed: string): string {
  const symbols = typed
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/U/g, 'V');
  return createHash('sha256').update(symbols).digest('base64');
}
