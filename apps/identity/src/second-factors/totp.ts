import { Secret, TOTP } from 'otpauth';

/** RFC 6238 with the parameters that every application knows: SHA-1, six digits, thirty seconds. */
const FORM = { algorithm: 'SHA1', digits: 6, period: 30 } as const;

/** The clock of a telephone may be a step behind or ahead (RFC 6238 § 5.2). */
const WINDOW = 1;

/** RFC 4226 § 4 recommends 160 bits. */
const SECRET_BYTES = 20;

/** @returns a new secret in base32 */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** The address that an application reads from a QR code. */
export function totpUri(secret: string, issuer: string, username: string): string {
  return new TOTP({ ...FORM, issuer, label: username, secret }).toString();
}

/** @returns the time step that the code belongs to; undefined for a code that no step near `now` has */
export function stepOfCode(secret: string, code: string, now: Date): number | undefined {
  const timestamp = now.getTime();
  const delta = TOTP.validate({
    ...FORM,
    secret: Secret.fromBase32(secret),
    token: code,
    timestamp,
    window: WINDOW,
  });
  return delta === null ? undefined : TOTP.counter({ period: FORM.period, timestamp }) + delta;
}
