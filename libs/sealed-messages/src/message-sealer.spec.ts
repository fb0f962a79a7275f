import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { compactDecrypt, type CryptoKey, exportJWK, generateKeyPair } from 'jose';

import type { MessagePayload } from '@passerelle/contracts';

import { CONTENT_ENCRYPTION, KEY_AGREEMENT } from './key-sealer.js';
import { MessageSealer } from './message-sealer.js';

const PAYLOAD: MessagePayload = {
  recipient: {
    name: 'Camille Exemple',
    email: 'camille@example.org',
    phone: null,
    addressLines: null,
  },
  values: { code: '123456' },
  language: 'fr',
};

describe('MessageSealer', () => {
  let server: Server;
  let origin: string;
  let asked: string[];
  let keys: object[];
  let privateKey: CryptoKey;

  beforeEach(async () => {
    asked = [];
    const pair = await generateKeyPair(KEY_AGREEMENT, { crv: 'P-256', extractable: true });
    privateKey = pair.privateKey;
    const jwk = await exportJWK(pair.publicKey);
    keys = [
      { ...jwk, kid: 'for-signatures', use: 'sig', alg: 'ES256' },
      { ...jwk, kid: 'other-agreement', use: 'enc', alg: 'ECDH-ES' },
      { ...jwk, kid: 'k1', use: 'enc', alg: KEY_AGREEMENT },
    ];
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end(JSON.stringify({ keys }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('seals to the key that notifications publishes for it, on the issuer’s origin', async () => {
    const sealer = new MessageSealer(
      { notificationsJwksUrl: null },
      { issuer: `${origin}/identity`, publicUrl: null },
    );
    const seal = await sealer.current();
    const { plaintext, protectedHeader } = await compactDecrypt(
      (await seal?.(PAYLOAD)) ?? '',
      privateKey,
      {
        keyManagementAlgorithms: [KEY_AGREEMENT],
        contentEncryptionAlgorithms: [CONTENT_ENCRYPTION],
      },
    );
    expect(JSON.parse(Buffer.from(plaintext).toString())).toEqual(PAYLOAD);
    expect(protectedHeader.kid).toBe('k1');
    expect(asked).toEqual(['/notifications/.well-known/jwks.json']);
  });

  it('asks the address that the settings give', async () => {
    const settings = { notificationsJwksUrl: `${origin}/elsewhere` };
    await new MessageSealer(settings, {
      issuer: 'http://127.0.0.1:9/identity',
      publicUrl: null,
    }).current();
    expect(asked).toEqual(['/elsewhere']);
  });

  it('has no seal without a key for sealing', async () => {
    keys.pop();
    const sealer = new MessageSealer(
      { notificationsJwksUrl: origin },
      { issuer: origin, publicUrl: null },
    );
    expect(await sealer.current()).toBeUndefined();
  });
});
