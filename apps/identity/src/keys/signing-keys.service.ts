import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';

import { SIGNATURE_ALGORITHM } from '@passerelle/contracts';
import { Clock, newId } from '@passerelle/kernel';
import { Transactions } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import { AuditTrailService } from '../audit/audit-trail.service.js';
import type { IdentitySettings } from '../identity.settings.js';
import { VaultService } from '../vault/vault.service.js';
import { isRotationDue, outlivedAt, signerAt } from './key-timeline.js';
import type { SigningKey } from './signing-key.entity.js';
import { SigningKeysRepository } from './signing-keys.repository.js';

export interface Signer {
  readonly kid: string;
  readonly privateKey: KeyObject;
}

/**
 * Shorter than the shortest time between publication and first signature, so every replica knows a key in
 * time.
 */
const FRESH_MS = 30_000;
const DAY_MS = 86_400_000;

export const signingKeyPurposeOf = (kid: string): string => `signing-key ${kid}`;

/**
 * The keys that sign access tokens. The first start makes the first key. Each further key is published before
 * it signs, and the former key verifies until its last token has expired, so no token is refused because of a
 * rotation.
 */
@Injectable()
export class SigningKeysService implements OnModuleInit {
  private known: readonly SigningKey[] = [];
  private opened = new Map<string, KeyObject>();
  private readAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly keys: SigningKeysRepository,
    private readonly trail: AuditTrailService,
    private readonly transactions: Transactions,
    private readonly vault: VaultService,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.transactions.run(async (tx) => {
      await this.keys.lock(tx);
      if ((await this.keys.newestFirst()).length === 0) {
        await this.keys.insert(tx, this.generate(this.clock.now()));
      }
    });
    await this.read();
    await this.current();
  }

  async current(): Promise<Signer> {
    await this.readWhenStale();
    const now = this.clock.now();
    // The clocks of replicas differ, so the very first key may seem to lie in the future.
    const signer = signerAt(this.known, now) ?? this.known.at(-1);
    if (signer === undefined) throw new Error('no signing key');
    let privateKey = this.opened.get(signer.kid);
    if (privateKey === undefined) {
      const purpose = signingKeyPurposeOf(signer.kid);
      const pkcs8 = this.vault.open(signer.sealedPrivateKey, purpose);
      privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
      this.opened.set(signer.kid, privateKey);
    }
    return { kid: signer.kid, privateKey };
  }

  /** The public members of each key (RFC 7517). The next key is among them. */
  async jwks(): Promise<Record<string, string>[]> {
    await this.readWhenStale();
    return this.known.map(({ kid, publicJwk }) => ({
      ...publicJwk,
      kid,
      use: 'sig',
      alg: SIGNATURE_ALGORITHM,
    }));
  }

  /**
   * Publishes the next key, which signs later. An operator calls this after a suspicion, else the schedule.
   */
  async rotate(): Promise<SigningKey> {
    const now = this.clock.now();
    const ahead = this.settings.signingKeyAheadSeconds * 1_000;
    const next = this.generate(new Date(now.getTime() + ahead));
    await this.transactions.run(async (tx) => {
      await this.keys.lock(tx);
      await this.keys.insert(tx, next);
      const details = { kid: next.kid, signsFrom: next.signsFrom.toISOString() };
      await this.trail.record(tx, { kind: 'signing_key_created', details });
    });
    await this.read();
    return next;
  }

  async maintain(): Promise<void> {
    await this.read();
    const now = this.clock.now();
    if (isRotationDue(this.known, now, this.settings.signingKeyDays * DAY_MS)) await this.rotate();
    const tokenLifeMs = this.settings.accessTokenSeconds * 1_000;
    const gone = outlivedAt(this.known, now, tokenLifeMs).map(({ kid }) => kid);
    if (gone.length === 0) return;
    await this.transactions.run(async (tx) => {
      await this.keys.delete(tx, gone);
      for (const kid of gone) {
        await this.trail.record(tx, { kind: 'signing_key_removed', details: { kid } });
      }
    });
    await this.read();
  }

  private async readWhenStale(): Promise<void> {
    if (performance.now() - this.readAt <= FRESH_MS) return;
    try {
      await this.read();
    } catch (error) {
      // The known keys go on serving while the database is away.
      if (this.known.length === 0) throw error;
    }
  }

  private async read(): Promise<void> {
    this.known = await this.keys.newestFirst();
    this.readAt = performance.now();
    const kids = new Set(this.known.map(({ kid }) => kid));
    for (const kid of this.opened.keys()) if (!kids.has(kid)) this.opened.delete(kid);
  }

  private generate(signsFrom: Date): SigningKey {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const kid = newId();
    const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
    return {
      kid,
      publicJwk: publicKey.export({ format: 'jwk' }) as Record<string, string>,
      sealedPrivateKey: this.vault.seal(pkcs8, signingKeyPurposeOf(kid)),
      createdAt: this.clock.now(),
      signsFrom,
    };
  }
}
