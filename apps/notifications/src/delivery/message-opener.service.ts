import { Inject, Injectable } from '@nestjs/common';
import { compactDecrypt, type JWEHeaderParameters } from 'jose';
import { z } from 'zod';

import { forwardedValues, messagePayload } from '@passerelle/contracts';
import { CONTENT_ENCRYPTION, KEY_AGREEMENT } from '@passerelle/sealed-messages';
import {
  PLATFORM_SETTINGS,
  type PlatformSettings,
  publicUrlOf,
  SETTINGS,
} from '@passerelle/service-kit';

import { NotReadyError, type OpenedMessage, UndeliverableError } from '../channels/channel.js';
import { MessageKeysService } from '../keys/message-keys.service.js';
import type { Message } from '../messages/message.entity.js';
import type { NotificationsSettings } from '../notifications.settings.js';
import { neutralName, neutralWording } from '../rendering/neutral.js';
import { TEMPLATES } from '../templates/registry.js';
import type { Pages } from '../templates/template.js';

export type SealedMessage = Pick<Message, 'id' | 'template' | 'createdAt'> & {
  readonly sealed: string;
};

/** Each template checks its own values. */
const valuesSchema = z.record(z.string(), z.unknown());
/** Recipient and language as every producer gives them. */
const payloadSchema = messagePayload.extend({ values: valuesSchema });

/**
 * Opens a message for the length of one attempt. Errors of parsers and ciphers may quote what they read:
 * none leaves this class, only codes do.
 */
@Injectable()
export class MessageOpener {
  private readonly pages: Pages;

  constructor(
    private readonly keys: MessageKeysService,
    @Inject(SETTINGS) private readonly settings: NotificationsSettings,
    @Inject(PLATFORM_SETTINGS) platform: PlatformSettings,
  ) {
    const page = settings.passwordPage ?? `${publicUrlOf(platform)}/mot-de-passe/{resetId}`;
    this.pages = {
      choosePassword: (resetId) => page.replaceAll('{resetId}', encodeURIComponent(resetId)),
    };
  }

  /**
   * @throws UndeliverableError `unknown_key`, `unreadable`, `unexpected_values`
   * @throws NotReadyError `keys_unavailable`
   */
  async open({ id, template, createdAt, sealed }: SealedMessage): Promise<OpenedMessage> {
    const payload = await this.unseal(sealed, payloadSchema);
    const { language } = payload;
    const values = await this.valuesOf(payload.values);
    try {
      const wording = neutralWording(TEMPLATES[template].word(values, language, this.pages));
      const name = neutralName(payload.recipient.name);
      const recipient = { ...payload.recipient, name };
      const correspondence = {
        language,
        sender: this.settings.senderName,
        recipientName: name,
      };
      return { id, createdAt, language, recipient, wording, correspondence };
    } catch {
      throw new UndeliverableError('unexpected_values');
    }
  }

  /** The values themselves, or those that the service with the words sealed, when another one adds the recipient. */
  private async valuesOf(values: z.infer<typeof valuesSchema>) {
    const forwarded = forwardedValues.safeParse(values);
    return forwarded.success ? this.unseal(forwarded.data.sealedWords, valuesSchema) : values;
  }

  private async unseal<T>(sealed: string, schema: z.ZodType<T>): Promise<T> {
    try {
      const { plaintext } = await compactDecrypt(sealed, (header) => this.keyFor(header), {
        keyManagementAlgorithms: [KEY_AGREEMENT],
        contentEncryptionAlgorithms: [CONTENT_ENCRYPTION],
      });
      return schema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plaintext)));
    } catch (error) {
      if (error instanceof UndeliverableError || error instanceof NotReadyError) throw error;
      throw new UndeliverableError('unreadable');
    }
  }

  private async keyFor({ kid }: JWEHeaderParameters) {
    if (kid === undefined) throw new UndeliverableError('unknown_key');
    // A database that does not answer says nothing about the message.
    const key = await this.keys.privateKey(kid).catch(() => {
      throw new NotReadyError('keys_unavailable');
    });
    if (key === undefined) throw new UndeliverableError('unknown_key');
    return key;
  }
}
