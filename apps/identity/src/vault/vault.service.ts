import { createHash, createHmac, hkdfSync } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { seal, unseal } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { IdentitySettings } from '../identity.settings.js';

/** Each use has a key of its own, derived from the master key (RFC 5869): one says nothing of another. */
type Use = 'encryption' | 'search' | 'reset-code' | 'throttle' | 'audit' | 'captcha';

interface KeyRingEntry {
  readonly id: string;
  of(use: Use): Buffer;
}

/**
 * The master key and those before it. What is sealed or hashed names its key, so that a new key may be
 * introduced while everything sealed under the former ones stays readable: `main.js rotate-keys` then
 * brings all of it under the new one.
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

  /** Names the current key; derived from it, so that nobody has to keep a register of names. */
  get keyId(): string {
    return this.current.id;
  }

  /** `<key id>.<AES-256-GCM in base64>`; `purpose` is authenticated with it. */
  seal(plain: string | Buffer, purpose: string): string {
    const bytes = typeof plain === 'string' ? Buffer.from(plain, 'utf8') : plain;
    return `${this.current.id}.${seal(bytes, this.current.of('encryption'), purpose)}`;
  }

  /** @throws Error when the key is unknown, the value altered or sealed for another purpose */
  open(sealed: string, purpose: string): Buffer {
    const [id = '', body = ''] = sealed.split('.', 2);
    return unseal(body, this.key(id).of('encryption'), purpose);
  }

  /** A value under whichever key is known, sealed anew under the current one. */
  reseal(sealed: string, purpose: string): string {
    return this.seal(this.open(sealed, purpose), purpose);
  }

  /** Whether a sealed or hashed value is under the current key. */
  isCurrent(value: string): boolean {
    return value.startsWith(`${this.keyId}.`);
  }

  /** The form in which a value is found again without being readable: HMAC-SHA-256. */
  searchHash(value: string): string {
    return hashWith(this.current, 'search', value);
  }

  /** What `searchHash` gave under any key still known: rows not yet rotated are found too. */
  searchHashes(value: string): string[] {
    return [...this.keys.values()].map((entry) => hashWith(entry, 'search', value));
  }

  /** For what is compared or counted, never searched across a rotation. */
  hash(use: Exclude<Use, 'encryption' | 'search'>, value: string): string {
    return hashWith(this.current, use, value);
  }

  hashes(use: Exclude<Use, 'encryption' | 'search'>, value: string): string[] {
    return [...this.keys.values()].map((entry) => hashWith(entry, use, value));
  }

  /** A secret for a library that wants one. */
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
