import { createHash, createHmac, hkdfSync } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { seal, unseal } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { IdentitySettings } from '../identity.settings.js';

/** Each use has a key derived from the master key (RFC 5869). A derived key reveals no other key. */
type Use =
  | 'encryption'
  | 'search'
  | 'reset-code'
  | 'refresh-token'
  | 'throttle'
  | 'audit'
  | 'captcha'
  | 'sealing';

interface KeyRingEntry {
  readonly id: string;
  of(use: Use): Buffer;
}

/**
 * Seals and hashes values with the master key. Each sealed or hashed value names its key, so that values
 * under a former key stay readable after a change of key. `main.js rotate-keys` brings all values under the
 * new key.
 */
@Injectable()
export class VaultService {
  private readonly current: KeyRingEntry;
  private readonly keys: ReadonlyMap<string, KeyRingEntry>;

  constructor(
    @Inject(SETTINGS) settings: Pick<IdentitySettings, 'masterKey' | 'formerMasterKeys'>,
  ) {
    this.current = entryOf(settings.masterKey);
    this.keys = new Map(
      [this.current, ...settings.formerMasterKeys.map(entryOf)].map((entry) => [entry.id, entry]),
    );
  }

  /** The name of the current key. The name is derived from the key, so no register of names is needed. */
  get keyId(): string {
    return this.current.id;
  }

  /** `<key id>.<AES-256-GCM in base64>`. The value opens for the same `purpose` only. */
  seal(plain: string | Buffer, purpose: string): string {
    const bytes = typeof plain === 'string' ? Buffer.from(plain, 'utf8') : plain;
    return `${this.current.id}.${seal(bytes, this.current.of('encryption'), purpose)}`;
  }

  /** @throws Error when the key is unknown, the value is altered, or the purpose differs */
  open(sealed: string, purpose: string): Buffer {
    const [id = '', body = ''] = sealed.split('.', 2);
    return unseal(body, this.key(id).of('encryption'), purpose);
  }

  /** Seals a value under a known key anew, under the current key. */
  reseal(sealed: string, purpose: string): string {
    return this.seal(this.open(sealed, purpose), purpose);
  }

  /** Whether a sealed or hashed value is under the current key. */
  isCurrent(value: string): boolean {
    return value.startsWith(`${this.keyId}.`);
  }

  /** HMAC-SHA-256, by which a value can be found and not read. */
  searchHash(value: string): string {
    return hashWith(this.current, 'search', value);
  }

  /** The search hash under each known key, which finds rows under a former key too. */
  searchHashes(value: string): string[] {
    return [...this.keys.values()].map((entry) => hashWith(entry, 'search', value));
  }

  /** A hash under the current key, for values that are compared or counted. */
  hash(use: Exclude<Use, 'encryption' | 'search' | 'sealing'>, value: string): string {
    return hashWith(this.current, use, value);
  }

  /** The hash under each known key, to compare with a value that was hashed under a former key. */
  hashes(use: Exclude<Use, 'encryption' | 'search' | 'sealing'>, value: string): string[] {
    return [...this.keys.values()].map((entry) => hashWith(entry, use, value));
  }

  /** The seed of a key pair for each known key, by its id; the current key first. */
  sealingSeeds(): ReadonlyMap<string, Buffer> {
    return new Map([...this.keys.values()].map((entry) => [entry.id, entry.of('sealing')]));
  }

  /** A secret for a library that needs one. */
  secret(use: 'captcha'): string {
    return this.current.of(use).toString('hex');
  }

  private key(id: string): KeyRingEntry {
    const entry = this.keys.get(id);
    if (entry === undefined) throw new Error(`no master key has the id ${id}`);
    return entry;
  }
}

function hashWith(entry: KeyRingEntry, use: Use, value: string): string {
  return `${entry.id}.${createHmac('sha256', entry.of(use)).update(value).digest('base64url')}`;
}

function entryOf(masterKey: string): KeyRingEntry {
  const key = Buffer.from(masterKey, 'base64');
  const derived = new Map<Use, Buffer>();
  return {
    id: createHash('sha256').update('passerelle key id').update(key).digest('hex').slice(0, 12),
    of: (use) => {
      let own = derived.get(use);
      if (own === undefined) {
        own = Buffer.from(hkdfSync('sha256', key, '', `passerelle identity ${use}`, 32));
        derived.set(use, own);
      }
      return own;
    },
  };
}
