import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';

import { addDays, Clock, newId, parisDay } from '@passerelle/kernel';
import { seal, Transactions, type Tx, unseal } from '@passerelle/persistence';
import { KEY_AGREEMENT } from '@passerelle/sealed-messages';
import { SETTINGS } from '@passerelle/service-kit';

import type { NotificationsSettings } from '../notifications.settings.js';
import type { MessageKey } from './message-key.entity.js';
import { MessageKeysRepository } from './message-keys.repository.js';

/**
 * How long a replaced key still opens. Content is forgotten after 90 days at most; afterwards the
 * key's end makes every copy (queue, backup) of what it sealed unreadable.
 */
const KEPT_DAYS = 120;
/** Another replica may have made a key: how often, at most, strangers' key ids make this one look. */
const LOOK_AGAIN_MS = 5_000;

/** The keys that open messages. The first start makes one; the newest is the one to seal with. */
@Injectable()
export class MessageKeysService implements OnModuleInit {
  private keys: ReadonlyMap<string, KeyObject> = new Map();
  private published: readonly Record<string, string>[] = [];
  private lookedAt = 0;

  constructor(
    private readonly repository: MessageKeysRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: NotificationsSettings,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.transactions.run(async (tx) => {
      await this.repository.lock(tx);
      if ((await this.repository.newestFirst()).length === 0) await this.add(tx);
      await this.resealAll(tx);
    });
    await this.load();
  }

  /** RFC 7517: the public key to seal with. The others only open, so nobody needs them. */
  async jwks(): Promise<readonly Record<string, string>[]> {
    await this.lookAgain();
    return this.published;
  }

  /** The private key of this id, or undefined when there is none (any more). */
  async privateKey(kid: string): Promise<KeyObject | undefined> {
    if (!this.keys.has(kid)) await this.lookAgain();
    return this.keys.get(kid);
  }

  /** Makes a new key when the newest is old enough, and ends those replaced long ago. */
  async rotate(): Promise<void> {
    await this.transactions.run(async (tx) => {
      await this.repository.lock(tx);
      const [newest] = await this.repository.newestFirst();
      const today = this.clock.today();
      const due =
        newest === undefined || addDays(parisDay(newest.createdAt), this.settings.keyDays) <= today;
      if (due) await this.add(tx);
      const before = new Date(this.clock.now().getTime() - KEPT_DAYS * 86_400_000);
      await this.repository.removeReplacedBefore(tx, before);
    });
    await this.load();
  }

  private async lookAgain(): Promise<void> {
    if (Date.now() - this.lookedAt < LOOK_AGAIN_MS) return;
    await this.load();
  }

  private async load(): Promise<void> {
    this.lookedAt = Date.now();
    const known = await this.repository.newestFirst();
    this.keys = new Map(known.map((key) => [key.kid, this.keys.get(key.kid) ?? this.open(key)]));
    this.published = known.slice(0, 1).map(({ publicJwk, kid }) => ({
      ...publicJwk,
      kid,
      use: 'enc',
      alg: KEY_AGREEMENT,
    }));
  }

  private async add(tx: Tx): Promise<void> {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const kid = newId();
    const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
    await this.repository.insert(tx, {
      kid,
      publicJwk: publicKey.export({ format: 'jwk' }) as Record<string, string>,
      sealedPrivateKey: this.seal(pkcs8, kid),
      createdAt: this.clock.now(),
    });
  }

  private open(key: MessageKey): KeyObject {
    const pkcs8 = this.unsealWith(
      [this.settings.masterKey, ...this.settings.formerMasterKeys],
      key,
    );
    if (pkcs8 === null) throw new Error('NOTIFICATIONS_MASTER_KEY does not open the stored keys');
    return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  }

  /** Brings keys sealed with a former master key under the present one. */
  private async resealAll(tx: Tx): Promise<void> {
    for (const key of await this.repository.newestFirst()) {
      if (this.unsealWith([this.settings.masterKey], key) !== null) continue;
      const pkcs8 = this.unsealWith(this.settings.formerMasterKeys, key);
      if (pkcs8 !== null) await this.repository.replaceSeal(tx, key.kid, this.seal(pkcs8, key.kid));
    }
  }

  private seal(pkcs8: Buffer, kid: string): string {
    return seal(pkcs8, Buffer.from(this.settings.masterKey, 'base64'), purposeOf(kid));
  }

  private unsealWith(
    masterKeys: readonly string[],
    { sealedPrivateKey, kid }: MessageKey,
  ): Buffer | null {
    for (const masterKey of masterKeys) {
      try {
        return unseal(sealedPrivateKey, Buffer.from(masterKey, 'base64'), purposeOf(kid));
      } catch {
        // Another master key: the next one may fit.
      }
    }
    return null;
  }
}

function purposeOf(kid: string): string {
  return `message-key ${kid}`;
}
