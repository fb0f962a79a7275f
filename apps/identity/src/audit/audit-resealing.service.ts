import { Injectable } from '@nestjs/common';

import { Transactions } from '@passerelle/persistence';

import type { Resealing } from '../vault/resealing.js';
import { VaultService } from '../vault/vault.service.js';
import { AuditRepository } from './audit.repository.js';
import { AuditVerificationService } from './audit-verification.service.js';

const BATCH = 500;

/**
 * Brings the proofs (HMAC) of the seals under the current master key. The hash chain itself stays. Only a
 * seal that its proof under a former key confirms gets a new proof.
 */
@Injectable()
export class AuditResealingService implements Resealing {
  constructor(
    private readonly audit: AuditRepository,
    private readonly verification: AuditVerificationService,
    private readonly transactions: Transactions,
    private readonly vault: VaultService,
  ) {}

  async reseal(): Promise<number> {
    let renewed = 0;
    for (let after = 0; ;) {
      const seals = await this.audit.seals(after, BATCH);
      const former = seals.filter(
        (seal) => !this.vault.isCurrent(seal.mac) && this.verification.isOurs(seal),
      );
      await this.transactions.run(async (tx) => {
        for (const { number, hash } of former) {
          await this.audit.updateMac(tx, number, this.vault.hash('audit', `seal ${hash}`));
        }
      });
      renewed += former.length;
      if (seals.length < BATCH) return renewed;
      after = seals.at(-1)?.number ?? after;
    }
  }

  async isComplete(): Promise<boolean> {
    return !(await this.audit.anySealUnderOtherKeys(this.vault.keyId));
  }
}
