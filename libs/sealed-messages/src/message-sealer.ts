import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';

import type { MessagePayload } from '@passerelle/contracts';
import {
  PLATFORM_SETTINGS,
  type PlatformSettings,
  publicUrlOf,
  setting,
  SETTINGS,
  type SettingsOf,
} from '@passerelle/service-kit';

import { KeySealer, type SealText } from './key-sealer.js';

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
  private readonly sealer: KeySealer;

  constructor(
    @Inject(SETTINGS)
    { notificationsJwksUrl }: SettingsOf<typeof sealedMessageSettings>,
    @Inject(PLATFORM_SETTINGS) platform: Pick<PlatformSettings, 'issuer' | 'publicUrl'>,
  ) {
    this.sealer = new KeySealer(
      notificationsJwksUrl ?? `${publicUrlOf(platform)}/notifications/.well-known/jwks.json`,
    );
  }

  /** @returns undefined while notifications was never reached: the messages wait */
  async current(): Promise<Seal | undefined> {
    const seal = await this.currentText();
    return seal === undefined ? undefined : (payload) => seal(JSON.stringify(payload));
  }

  /** For words whose recipient another service knows: the words alone are sealed. */
  currentText(): Promise<SealText | undefined> {
    return this.sealer.current();
  }
}
