/**
 * How a person proved who they are, in the names of RFC 8176 § 2: a password, a one-time code, a key in hardware or
 * in software (passkeys), and `mfa` beside them when the methods are of two kinds.
 */
export const AUTHENTICATION_METHODS = ['pwd', 'otp', 'hwk', 'swk', 'mfa'] as const;

export type AuthenticationMethod = (typeof AUTHENTICATION_METHODS)[number];

/** How far a sign-in can be trusted: the values of the claim `acr` (RFC 9470). */
export const AUTHENTICATION_CLASSES = [
  'urn:passerelle:acr:password',
  'urn:passerelle:acr:two-factors',
] as const;

export type AuthenticationClass = (typeof AUTHENTICATION_CLASSES)[number];

/**
 * The class of a sign-in with these methods. `mfa` alone says that the methods are of two kinds (RFC 8176 § 2): a
 * password with a code by e-mail is two steps and no second factor (domain A1.7).
 *
 * @returns null without a method: a batch client proves no person
 */
export function authenticationClass(
  methods: readonly AuthenticationMethod[],
): AuthenticationClass | null {
  if (methods.length === 0) return null;
  return methods.includes('mfa') ? 'urn:passerelle:acr:two-factors' : 'urn:passerelle:acr:password';
}
