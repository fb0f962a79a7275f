import { Injectable } from '@nestjs/common';

import { Transactions, type Tx } from '@passerelle/persistence';

import { IdentitiesRepository } from '../accounts/identities.repository.js';
import { AuditRepository } from '../audit/audit.repository.js';
import { AuditTrailService } from '../audit/audit-trail.service.js';
import { AuditVerificationService } from '../audit/audit-verification.service.js';
import { pendingPurposeOf } from '../messages/pending-message.entity.js';
import { PendingMessagesRepository } from '../messages/pending-messages.repository.js';
import { VaultService } from '../vault/vault.service.js';
import { SigningKeysRepository } from './signing-keys.repository.js';
import { signingKeyPurposeOf } from './signing-keys.service.js';

const BATCH = 500;

export interface RotationReport {
  readonly keyId: string;
  readonly identities: number;
  readonly signingKeys: number;
  readonly messages: number;
  readonly seals: number;
  /** The former keys may be taken out of the settings. */
  readonly complete: boolean;
}

/**
 * Brings everything under the current master key, batch by batch, while the service runs: what is not
 * yet done stays readable with the former keys. Run again after a stop, it goes on where it was.
 */
@Injectable()
export class MasterKeyRotationService {
  constructor(
    private readonly identities: IdentitiesRepository,
    private readonly signingKeys: SigningKeysRepository,
    private readonly pending: PendingMessagesRepository,
    private readonly audit: AuditRepository,
    private readonly verification: AuditVerificationService,
    private readonly trail: AuditTrailService,
    private readonly transactions: Transactions,
    private readonly vault: VaultService,
  ) {}

  /** @throws Error when the audit trail is not intact: its proof must not be made anew */
  async run(): Promise<RotationReport> {
    const trail = await this.verification.verify();
    if (!trail.intact) throw new Error('the audit trail is not intact: see main.js verify-audit');
    const identities = await this.inBatches((tx) => this.identityBatch(tx));
    const signingKeys = await this.transactions.run((tx) => this.resealSigningKeys(tx));
    const messages = await this.transactions.run((tx) => this.resealMessages(tx));
    const seals = await this.renewSeals();
    const { keyId } = this.vault;
    const complete = await this.isComplete();
    await this.transactions.run((tx) =>
      this.trail.record(tx, {
        kind: 'master_key_rotated',
        details: { keyId, identities, complete },
      }),
    );
    return { keyId, identities, signingKeys, messages, seals, complete };
  }

  private async inBatches(batch: (tx: Tx) => Promise<number>): Promise<number> {
    for (let total = 0; ;) {
      const done = await this.transactions.run(batch);
      if (done === 0) return total;
      total += done;
    }
  }

  private async identityBatch(tx: Tx): Promise<number> {
    const rows = await this.identities.underOtherKeys(tx, BATCH);
    if (rows.length > 0) await this.identities.reseal(tx, rows);
    return rows.length;
  }

  private async resealSigningKeys(tx: Tx): Promise<number> {
    await this.signingKeys.lock(tx);
    const keys = (await this.signingKeys.newestFirst()).filter(({ sealedPrivateKey }) =>
      this.isOld(sealedPrivateKey),
    );
    for (const { kid, sealedPrivateKey } of keys) {
      const purpose = signingKeyPurposeOf(kid);
      const pkcs8 = this.vault.open(sealedPrivateKey, purpose);
      await this.signingKeys.update(tx, kid, this.vault.seal(pkcs8, purpose));
    }
    return keys.length;
  }

  private async resealMessages(tx: Tx): Promise<number> {
    const messages = (await this.pending.take(tx, 10_000)).filter(({ sealed }) =>
      this.isOld(sealed),
    );
    if (messages.length === 0) return 0;
    await this.pending.reseal(
      tx,
      messages.map(({ id, sealed }) => ({
        id,
        sealed: this.vault.seal(
          this.vault.open(sealed, pendingPurposeOf(id)),
          pendingPurposeOf(id),
        ),
      })),
    );
    return messages.length;
  }

  /** The chain stays; the proof that it is ours is made under the new key, for seals proven under the old. */
  private async renewSeals(): Promise<number> {
    let renewed = 0;
    for (let after = 0; ;) {
      const seals = await this.audit.seals(after, BATCH);
      const old = seals.filter((seal) => this.isOld(seal.mac) && this.verification.isOurs(seal));
      await this.transactions.run(async (tx) => {
        for (const { number, hash } of old) {
          await this.audit.updateMac(tx, number, this.vault.hash('audit', `seal ${hash}`));
        }
      });
      renewed += old.length;
      if (seals.length < BATCH) return renewed;
      after = seals.at(-1)?.number ?? after;
    }
  }

  /** Whether the old key may go: a process that still has it as its current one goes on sealing under it. */
  private async isComplete(): Promise<boolean> {
    const { keyId } = this.vault;
    const signingKeys = await this.signingKeys.newestFirst();
    return (
      (await this.identities.countUnderOtherKeys()) === 0 &&
      !(await this.pending.anyUnderOtherKeys(keyId)) &&
      !(await this.audit.anySealUnderOtherKeys(keyId)) &&
      !signingKeys.some(({ sealedPrivateKey }) => this.isOld(sealedPrivateKey))
    );
  }

  private isOld(value: string): boolean {
    return !value.startsWith(`${this.vault.keyId}.`);
  }
}
