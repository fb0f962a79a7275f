import { CompactEncrypt } from 'jose';

import { KeySet, type PublicJwk } from '@passerelle/auth';

/** The algorithms of a sealed text (RFC 7518 § 4.6, RFC 7518 § 5.3): who opens it accepts no others. */
export const KEY_AGREEMENT = 'ECDH-ES+A256KW';
export const CONTENT_ENCRYPTION = 'A256GCM';

/** Seals a text so that only the owner of the key opens it (JWE, RFC 7516). */
export type SealText = (plain: string) => Promise<string>;

/** Seals texts to the newest public key of another service. */
export class KeySealer {
  private readonly keys: KeySet;

  /** @param url the key set of the service; its keys for other uses are passed over */
  constructor(url: string) {
    this.keys = new KeySet({ url, serves: isForSealing });
  }

  /** @returns undefined while the other service was never reached: what is to be sealed waits */
  async current(): Promise<SealText | undefined> {
    const found = await this.keys.first();
    if (found === undefined) return undefined;
    const header = { alg: KEY_AGREEMENT, enc: CONTENT_ENCRYPTION, kid: found.kid };
    return (plain) =>
      new CompactEncrypt(Buffer.from(plain)).setProtectedHeader(header).encrypt(found.key);
  }
}

function isForSealing({ use, alg, kty, crv }: PublicJwk): boolean {
  const onKnownCurve = (kty === 'EC' && crv === 'P-256') || (kty === 'OKP' && crv === 'X25519');
  return use === 'enc' && alg === KEY_AGREEMENT && onKnownCurve;
}
