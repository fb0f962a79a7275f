import { Injectable } from '@nestjs/common';

import { Transactions } from '@passerelle/persistence';

import type { Resealing } from '../vault/resealing.js';
import { VaultService } from '../vault/vault.service.js';
import { factorPurposeOf } from './second-factor.entity.js';
import { SecondFactorsRepository } from './second-factors.repository.js';

const BATCH = 500;

/** Brings the secrets and labels of second factors under the current master key. */
@Injectable()
export class SecondFactorResealingService implements Resealing {
  constructor(
    private readonly factors: SecondFactorsRepository,
    private readonly transactions: Transactions,
    private readonly vault: VaultService,
  ) {}

  async reseal(): Promise<number> {
    for (let total = 0; ;) {
      const resealed = await this.transactions.run(async (tx) => {
        const former = await this.factors.takeUnderFormerKeys(tx, this.vault.keyId, BATCH);
        for (const { id, sealed } of former) {
          await this.factors.reseal(tx, id, this.vault.reseal(sealed, factorPurposeOf(id)));
        }
        return former.length;
      });
      if (resealed === 0) return total;
      total += resealed;
    }
  }

  async isComplete(): Promise<boolean> {
    return this.transactions.run(
      async (tx) => (await this.factors.takeUnderFormerKeys(tx, this.vault.keyId, 1)).length === 0,
    );
  }
}
