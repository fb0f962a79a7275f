import { Inject, Injectable } from '@nestjs/common';
import { CompactEncrypt } from 'jose';
import { z } from 'zod';

import { KeySet, type PublicJwk } from '@passerelle/auth';
import type { MessagePayload } from '@passerelle/contracts';
import {
  PLATFORM_SETTINGS,
  type PlatformSettings,
  setting,
  SETTINGS,
  type SettingsOf,
} from '@passerelle/service-kit';

/** The algorithms of a sealed message (RFC 7518 § 4.6, RFC 7518 § 5.3): notifications accepts no others. */
export const KEY_AGREEMENT = 'ECDH-ES+A256KW';
export const CONTENT_ENCRYPTION = 'A256GCM';

/** Settings of each service that writes to people. */
export const sealedMessageSettings = {
  notificationsJwksUrl: setting<string | null>({
    env: 'NOTIFICATIONS_JWKS_URL',
    summary:
      'The key set of notifications, to which messages are sealed; by default on the issuer’s origin.',
    schema: z.url(),
    fallback: null,
  }),
} as const;

/** Makes the `sealed` of a message request: only notifications opens it. */
export type Seal = (payload: MessagePayload) => Promise<string>;

/** Seals messages to the public key of notifications. */
@Injectable()
export class MessageSealer {
  private readonly keys: KeySet;

  constructor(
    @Inject(SETTINGS)
    { notificationsJwksUrl }: SettingsOf<typeof sealedMessageSettings>,
    @Inject(PLATFORM_SETTINGS) { issuer }: Pick<PlatformSettings, 'issuer'>,
  ) {
    this.keys = new KeySet({
      url: notificationsJwksUrl ?? `${new URL(issuer).origin}/notifications/.well-known/jwks.json`,
      serves: isForSealing,
    });
  }

  /** @returns undefined while notifications was never reached: the messages wait */
  async current(): Promise<Seal | undefined> {
    const found = await this.keys.first();
    if (found === undefined) return undefined;
    const header = { alg: KEY_AGREEMENT, enc: CONTENT_ENCRYPTION, kid: found.kid };
    return (payload) =>
      new CompactEncrypt(Buffer.from(JSON.stringify(payload)))
        .setProtectedHeader(header)
        .encrypt(found.key);
  }
}

function isForSealing({ use, alg, kty, crv }: PublicJwk): boolean {
  return use === 'enc' && alg === KEY_AGREEMENT && kty === 'EC' && crv === 'P-256';
}
