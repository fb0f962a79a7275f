import { CompactEncrypt, importJWK, type JWK } from 'jose';

import {
  IDENTITY_MESSAGE_VALUES,
  type MessagePayload,
  type IdentityMessageTemplate,
  type MessageChannel,
  messageRequestedV1,
} from '@passerelle/contracts';
import { newId } from '@passerelle/kernel';
import { Outbox } from '@passerelle/messaging';
import type { TestService } from '@passerelle/testing';

import { TEMPLATES } from '../src/templates/registry.js';

/** Nobody is called so; whatever of this shows where it must not is found. */
export const PERSON = {
  name: 'Zébuline Quiquampoix',
  email: 'zebuline.quiquampoix@courriel.example',
  phone: '+33698765432',
  addressLines: ['7 impasse des Chardons Bleus', '44999 Saint-Exemple'],
};
export const CODE = '913746';

export interface RequestOptions {
  readonly messageId?: string;
  readonly template?: IdentityMessageTemplate;
  readonly channel?: MessageChannel;
  readonly recipient?: Partial<MessagePayload['recipient']>;
  readonly values?: MessagePayload['values'];
  readonly language?: 'fr' | 'en';
  readonly expiresAt?: string | null;
  readonly dedupKey?: string;
  /** In place of a proper payload. */
  readonly plaintext?: string;
  readonly kid?: string;
}

export type MessageRequest = Awaited<ReturnType<typeof request>>;

/** A request as identity makes it, sealed with the key that the service publishes. */
export async function request(test: TestService, options: RequestOptions = {}) {
  const { template = 'password_reset_code', channel = 'email', language = 'fr' } = options;
  const messageId = options.messageId ?? newId();
  const values =
    options.values ??
    IDENTITY_MESSAGE_VALUES[template].parse({
      ...(TEMPLATES[template].example as object),
      ...('code' in IDENTITY_MESSAGE_VALUES[template].shape ? { code: CODE } : {}),
    });
  const recipient = { ...PERSON, ...options.recipient };
  const plaintext = options.plaintext ?? JSON.stringify({ recipient, values, language });
  return {
    messageId,
    template,
    channel,
    sealed: await sealFor(test, plaintext, options.kid),
    expiresAt: options.expiresAt === undefined ? null : options.expiresAt,
    dedupKey: options.dedupKey ?? `test:${messageId}`,
  };
}

export async function sealFor(
  test: TestService,
  plaintext: string,
  kid?: string,
  { alg = 'ECDH-ES+A256KW', enc = 'A256GCM' } = {},
): Promise<string> {
  const { body } = await test.call<{ keys: JWK[] }>('GET', '/notifications/.well-known/jwks.json');
  const [jwk] = body.keys;
  return new CompactEncrypt(new TextEncoder().encode(plaintext))
    .setProtectedHeader({ alg, enc, kid: kid ?? jwk!.kid })
    .encrypt(await importJWK(jwk!, alg));
}

/** Publishes requests through the real outbox and queue. */
export async function publish(test: TestService, ...requests: MessageRequest[]): Promise<void> {
  const outbox = test.service.app.get(Outbox);
  await test.transactions.run(async (tx) => {
    outbox.publishAll(
      tx,
      messageRequestedV1,
      requests.map((data) => ({ data, version: 1 })),
    );
  });
}
