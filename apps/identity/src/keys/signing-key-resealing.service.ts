import { Injectable } from '@nestjs/common';

import { Transactions } from '@passerelle/persistence';

import type { Resealing } from '../vault/resealing.js';
import { VaultService } from '../vault/vault.service.js';
import type { SigningKey } from './signing-key.entity.js';
import { SigningKeysRepository } from './signing-keys.repository.js';
import { signingKeyPurposeOf } from './signing-keys.service.js';

/** Brings the private keys that sign access tokens under the current master key. */
@Injectable()
export class SigningKeyResealingService implements Resealing {
  constructor(
    private readonly keys: SigningKeysRepository,
    private readonly transactions: Transactions,
    private readonly vault: VaultService,
  ) {}

  async reseal(): Promise<number> {
    return this.transactions.run(async (tx) => {
      await this.keys.lock(tx);
      const former = await this.underFormerKeys();
      for (const { kid, sealedPrivateKey } of former) {
        const resealed = this.vault.reseal(sealedPrivateKey, signingKeyPurposeOf(kid));
        await this.keys.update(tx, kid, resealed);
      }
      return former.length;
    });
  }

  async isComplete(): Promise<boolean> {
    return (await this.underFormerKeys()).length === 0;
  }

  private async underFormerKeys(): Promise<SigningKey[]> {
    const keys = await this.keys.newestFirst();
    return keys.filter(({ sealedPrivateKey }) => !this.vault.isCurrent(sealedPrivateKey));
  }
}
