import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { compactDecrypt } from 'jose';

import { CONTENT_ENCRYPTION, KEY_AGREEMENT } from '@passerelle/sealed-messages';

import { VaultService } from './vault.service.js';

/** An X25519 private key in PKCS #8, up to its 32 bytes (RFC 8410 § 7). Any 32 bytes are a key. */
const PKCS8_X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex');

/**
 * The keys to which other services seal what only identity may read: to whom a message goes. Each key pair is
 * derived from a master key and bears its id, so replicas agree without a table, and what was sealed before a change
 * of the master key still opens.
 */
@Injectable()
export class RecipientKeysService {
  private readonly keys: ReadonlyMap<string, KeyObject>;
  private readonly publicKey: KeyObject;

  constructor(private readonly vault: VaultService) {
    this.keys = new Map([...vault.sealingSeeds()].map(([id, seed]) => [id, privateKeyOf(seed)]));
    const current = this.keys.get(vault.keyId);
    if (current === undefined) throw new Error('no key to seal with');
    this.publicKey = createPublicKey(current);
  }

  /** The public members of the current key (RFC 7517, RFC 8037). */
  jwk(): Record<string, string> {
    return {
      ...(this.publicKey.export({ format: 'jwk' }) as Record<string, string>),
      kid: this.vault.keyId,
      use: 'enc',
      alg: KEY_AGREEMENT,
    };
  }

  /** @throws Error when the key is unknown or the text was altered */
  async open(sealed: string): Promise<string> {
    const { plaintext } = await compactDecrypt(
      sealed,
      ({ kid = '' }) => {
        const key = this.keys.get(kid);
        if (key === undefined) throw new Error('sealed to an unknown key');
        return key;
      },
      {
        keyManagementAlgorithms: [KEY_AGREEMENT],
        contentEncryptionAlgorithms: [CONTENT_ENCRYPTION],
      },
    );
    return Buffer.from(plaintext).toString('utf8');
  }
}

function privateKeyOf(seed: Buffer): KeyObject {
  return createPrivateKey({
    key: Buffer.concat([PKCS8_X25519, seed]),
    format: 'der',
    type: 'pkcs8',
  });
}
