import { Injectable } from '@nestjs/common';

import { Transactions } from '@passerelle/persistence';

import type { Resealing } from '../vault/resealing.js';
import { IdentitiesRepository } from './identities.repository.js';

const BATCH = 500;

/** Brings the persons behind accounts under the current master key. */
@Injectable()
export class IdentityResealingService implements Resealing {
  constructor(
    private readonly identities: IdentitiesRepository,
    private readonly transactions: Transactions,
  ) {}

  async reseal(): Promise<number> {
    for (let total = 0; ;) {
      const resealed = await this.transactions.run(async (tx) => {
        const identities = await this.identities.underOtherKeys(tx, BATCH);
        if (identities.length > 0) await this.identities.reseal(tx, identities);
        return identities.length;
      });
      if (resealed === 0) return total;
      total += resealed;
    }
  }

  async isComplete(): Promise<boolean> {
    return !(await this.identities.anyUnderOtherKeys());
  }
}
