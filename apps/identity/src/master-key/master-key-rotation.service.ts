import { Injectable } from '@nestjs/common';

import { Transactions } from '@passerelle/persistence';

import { IdentityResealingService } from '../accounts/identity-resealing.service.js';
import { AuditResealingService } from '../audit/audit-resealing.service.js';
import { AuditTrailService } from '../audit/audit-trail.service.js';
import { AuditVerificationService } from '../audit/audit-verification.service.js';
import { SigningKeyResealingService } from '../keys/signing-key-resealing.service.js';
import { MessageResealingService } from '../messages/message-resealing.service.js';
import { SecondFactorResealingService } from '../second-factors/second-factor-resealing.service.js';
import type { Resealing } from '../vault/resealing.js';
import { VaultService } from '../vault/vault.service.js';

export interface RotationReport {
  readonly keyId: string;
  readonly identities: number;
  readonly signingKeys: number;
  readonly messages: number;
  readonly secondFactors: number;
  readonly seals: number;
  /** The former keys may be taken out of the settings. */
  readonly complete: boolean;
}

/**
 * Brings every sealed value under the current master key, batch by batch, while the service runs. Values that
 * wait stay readable with the former keys. A run after a stop goes on where the last run stopped.
 */
@Injectable()
export class MasterKeyRotationService {
  constructor(
    private readonly identities: IdentityResealingService,
    private readonly signingKeys: SigningKeyResealingService,
    private readonly messages: MessageResealingService,
    private readonly secondFactors: SecondFactorResealingService,
    private readonly seals: AuditResealingService,
    private readonly verification: AuditVerificationService,
    private readonly trail: AuditTrailService,
    private readonly transactions: Transactions,
    private readonly vault: VaultService,
  ) {}

  /** @throws Error when the audit trail is not intact, because a new proof would hide the alteration */
  async run(): Promise<RotationReport> {
    const trail = await this.verification.verify();
    if (!trail.intact) throw new Error('the audit trail is not intact: see main.js verify-audit');
    const identities = await this.identities.reseal();
    const signingKeys = await this.signingKeys.reseal();
    const messages = await this.messages.reseal();
    const secondFactors = await this.secondFactors.reseal();
    const seals = await this.seals.reseal();
    const { keyId } = this.vault;
    const complete = await this.isComplete();
    await this.transactions.run((tx) =>
      this.trail.record(tx, {
        kind: 'master_key_rotated',
        details: { keyId, identities, complete },
      }),
    );
    return { keyId, identities, signingKeys, messages, secondFactors, seals, complete };
  }

  /**
   * Looks again after the run, because a process with the former settings goes on sealing under the former
   * key.
   */
  private async isComplete(): Promise<boolean> {
    const stores: readonly Resealing[] = [
      this.identities,
      this.signingKeys,
      this.messages,
      this.secondFactors,
      this.seals,
    ];
    for (const store of stores) if (!(await store.isComplete())) return false;
    return true;
  }
}
