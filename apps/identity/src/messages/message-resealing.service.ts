import { Injectable } from '@nestjs/common';

import { Transactions } from '@passerelle/persistence';

import type { Resealing } from '../vault/resealing.js';
import { VaultService } from '../vault/vault.service.js';
import { pendingPurposeOf } from './pending-message.entity.js';
import { PendingMessagesRepository } from './pending-messages.repository.js';

const MOST = 10_000;

/** Brings the messages that wait under the current master key. */
@Injectable()
export class MessageResealingService implements Resealing {
  constructor(
    private readonly pending: PendingMessagesRepository,
    private readonly transactions: Transactions,
    private readonly vault: VaultService,
  ) {}

  async reseal(): Promise<number> {
    return this.transactions.run(async (tx) => {
      const messages = await this.pending.underOtherKeys(tx, this.vault.keyId, MOST);
      const resealed = messages.map(({ id, sealed }) => ({
        id,
        sealed: this.vault.reseal(sealed, pendingPurposeOf(id)),
      }));
      if (resealed.length > 0) await this.pending.reseal(tx, resealed);
      return resealed.length;
    });
  }

  async isComplete(): Promise<boolean> {
    return !(await this.pending.anyUnderOtherKeys(this.vault.keyId));
  }
}
