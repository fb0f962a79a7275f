import { CompactEncrypt, type CryptoKey, importJWK, type JWK } from 'jose';
import { z } from 'zod';

import type { MessagePayload } from '@passerelle/contracts';

import type { PlatformSettings } from './platform-settings.js';
import { setting } from './settings.js';

const KEY_AGREEMENT = 'ECDH-ES+A256KW';
const CONTENT_ENCRYPTION = 'A256GCM';

const MAX_AGE_MS = 600_000;
const TIMEOUT_MS = 3_000;

export interface SealingKey {
  readonly kid: string;
  readonly key: CryptoKey | Uint8Array;
}

/** Of every service that has people written to. */
export const notificationsJwksUrl = setting<string | null>({
  env: 'NOTIFICATIONS_JWKS_URL',
  summary:
    'The key set of notifications, to which messages are sealed; by default on the issuer’s origin.',
  schema: z.url(),
  fallback: null,
});

/** The public key of notifications, fetched from its key set and kept for ten minutes. */
export class NotificationsKey {
  private readonly url: string;
  private known: SealingKey | undefined;
  private fetchedAt = Number.NEGATIVE_INFINITY;

  constructor(url: string | null, { issuer }: Pick<PlatformSettings, 'issuer'>) {
    this.url = url ?? `${new URL(issuer).origin}/notifications/.well-known/jwks.json`;
  }

  /** @returns undefined while notifications has never been reached: the message has to wait */
  async find(): Promise<SealingKey | undefined> {
    if (performance.now() - this.fetchedAt > MAX_AGE_MS) {
      // A key known already goes on serving while notifications is away.
      await this.fetch().catch(() => undefined);
    }
    return this.known;
  }

  private async fetch(): Promise<void> {
    const response = await fetch(this.url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`key set answered ${String(response.status)}`);
    const { keys } = (await response.json()) as { keys: JWK[] };
    const jwk = keys.find(isForSealing);
    if (jwk?.kid === undefined) return;
    this.known = { kid: jwk.kid, key: await importJWK(jwk, KEY_AGREEMENT) };
    this.fetchedAt = performance.now();
  }
}

/** The `sealed` of a message request: only notifications opens it. */
export function sealMessage(payload: MessagePayload, { kid, key }: SealingKey): Promise<string> {
  return new CompactEncrypt(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg: KEY_AGREEMENT, enc: CONTENT_ENCRYPTION, kid })
    .encrypt(key);
}

function isForSealing({ use, alg, kty, crv, kid }: JWK): boolean {
  return (
    use === 'enc' && alg === KEY_AGREEMENT && kty === 'EC' && crv === 'P-256' && kid !== undefined
  );
}
