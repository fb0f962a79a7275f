import { nirAsWritten } from '@passerelle/kernel';

/**
 * The one spelling of what a person types to sign in: thirteen characters of a NIR, else a username in small letters.
 * Tries are counted under this spelling, whether or not an account has the name. Counted as typed, the spellings of a
 * NIR would each have tries of their own where nobody has the NIR, and would share them where somebody has.
 */
export function signInName(typed: string): string {
  return nirAsWritten(typed) ?? typed.normalize('NFKC').trim().toLowerCase();
}
