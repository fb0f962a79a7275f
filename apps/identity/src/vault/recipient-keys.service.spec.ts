import { CompactEncrypt, importJWK } from 'jose';

import { RecipientKeysService } from './recipient-keys.service.js';
import { VaultService } from './vault.service.js';

const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64');
const keysOf = (current: number, ...former: number[]) =>
  new RecipientKeysService(
    new VaultService({ masterKey: key(current), formerMasterKeys: former.map(key) }),
  );

async function sealTo(keys: RecipientKeysService, plain: string): Promise<string> {
  const { kid, ...jwk } = keys.jwk();
  return new CompactEncrypt(Buffer.from(plain))
    .setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', kid: kid! })
    .encrypt(await importJWK(jwk, 'ECDH-ES+A256KW'));
}

it('publishes a key for sealing, and no private member', () => {
  expect(Object.keys(keysOf(1).jwk()).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  expect(keysOf(1).jwk()).toEqual(keysOf(1, 2).jwk());
  expect(keysOf(1).jwk()).not.toEqual(keysOf(2).jwk());
});

it('opens what was sealed to it, also after a change of the master key', async () => {
  const sealed = await sealTo(keysOf(1), 'Zoé');
  expect(await keysOf(1).open(sealed)).toBe('Zoé');
  expect(await keysOf(2, 1).open(sealed)).toBe('Zoé');
  await expect(keysOf(2).open(sealed)).rejects.toThrow('unknown key');
});
