import { Inject, Injectable } from '@nestjs/common';
import { type CryptoKey, importJWK, type JWK } from 'jose';

import { PLATFORM_SETTINGS, type PlatformSettings, SETTINGS } from '@passerelle/service-kit';

import type { IdentitySettings } from '../identity.settings.js';

export const KEY_AGREEMENT = 'ECDH-ES+A256KW';
export const CONTENT_ENCRYPTION = 'A256GCM';

const MAX_AGE_MS = 600_000;
const TIMEOUT_MS = 3_000;

export interface SealingKey {
  readonly kid: string;
  readonly key: CryptoKey | Uint8Array;
}

/** The public key of notifications, fetched from its key set and kept for ten minutes. */
@Injectable()
export class NotificationsKeyService {
  private known: SealingKey | undefined;
  private fetchedAt = Number.NEGATIVE_INFINITY;

  constructor(
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
    @Inject(PLATFORM_SETTINGS) private readonly platform: PlatformSettings,
  ) {}

  /** @returns undefined while notifications has never been reached: the message has to wait */
  async find(): Promise<SealingKey | undefined> {
    if (performance.now() - this.fetchedAt > MAX_AGE_MS) {
      // A key known already goes on serving while notifications is away.
      await this.fetch().catch(() => undefined);
    }
    return this.known;
  }

  private async fetch(): Promise<void> {
    const response = await fetch(this.url(), { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`key set answered ${String(response.status)}`);
    const { keys } = (await response.json()) as { keys: JWK[] };
    const jwk = keys.find(isForSealing);
    if (jwk?.kid === undefined) return;
    this.known = { kid: jwk.kid, key: await importJWK(jwk, KEY_AGREEMENT) };
    this.fetchedAt = performance.now();
  }

  private url(): string {
    const { origin } = new URL(this.platform.issuer);
    return this.settings.notificationsJwksUrl ?? `${origin}/notifications/.well-known/jwks.json`;
  }
}

function isForSealing({ use, alg, kty, crv, kid }: JWK): boolean {
  return (
    use === 'enc' && alg === KEY_AGREEMENT && kty === 'EC' && crv === 'P-256' && kid !== undefined
  );
}
