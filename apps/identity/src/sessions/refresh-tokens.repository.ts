import { Injectable } from '@nestjs/common';
import { IsNull, LessThan } from 'typeorm';

import { Transactions, type Tx } from '@passerelle/persistence';

import { RefreshToken } from './refresh-token.entity.js';

@Injectable()
export class RefreshTokensRepository {
  constructor(private readonly transactions: Transactions) {}

  async insert(tx: Tx, token: RefreshToken): Promise<void> {
    await tx.manager.insert(RefreshToken, token);
  }

  async accountIdOf(tokenHash: string): Promise<string | null> {
    const token = await this.transactions.reader().findOneBy(RefreshToken, { tokenHash });
    return token?.accountId ?? null;
  }

  /** Locked until the transaction ends. */
  byHashForChange(tx: Tx, tokenHash: string): Promise<RefreshToken | null> {
    return tx.manager.findOne(RefreshToken, {
      where: { tokenHash },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async markUsed(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.manager.update(RefreshToken, { id }, { usedAt: at });
  }

  async revokeFamily(tx: Tx, familyId: string, at: Date): Promise<void> {
    await tx.manager.update(RefreshToken, { familyId, revokedAt: IsNull() }, { revokedAt: at });
  }

  async revokeAccounts(tx: Tx, accountIds: readonly string[], at: Date): Promise<void> {
    await tx.query(
      `update refresh_tokens set revoked_at = $2
       where account_id = any($1::uuid[]) and revoked_at is null`,
      [[...accountIds], at],
    );
  }

  async deleteExpired(tx: Tx, before: Date): Promise<void> {
    await tx.manager.delete(RefreshToken, { expiresAt: LessThan(before) });
  }
}
