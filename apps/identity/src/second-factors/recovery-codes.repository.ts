import { Injectable } from '@nestjs/common';

import { Transactions, type Tx } from '@passerelle/persistence';

import { RecoveryCode } from './recovery-code.entity.js';

@Injectable()
export class RecoveryCodesRepository {
  constructor(private readonly transactions: Transactions) {}

  async countUnused(accountId: string): Promise<number> {
    const [row] = await this.transactions.read<{ count: number }>(
      `select count(*)::int as count from recovery_codes
       where account_id = $1 and used_at is null`,
      [accountId],
    );
    return row?.count ?? 0;
  }

  /** New codes void the former ones. */
  async replaceAll(tx: Tx, accountId: string, codes: readonly RecoveryCode[]): Promise<void> {
    await this.removeAll(tx, accountId);
    await tx.manager.insert(RecoveryCode, [...codes]);
  }

  async removeAll(tx: Tx, accountId: string): Promise<void> {
    await tx.query('delete from recovery_codes where account_id = $1', [accountId]);
  }

  async isUnused(accountId: string, codeHash: string): Promise<boolean> {
    const rows = await this.transactions.read(
      `select 1 from recovery_codes
       where account_id = $1 and code_hash = $2 and used_at is null`,
      [accountId, codeHash],
    );
    return rows.length > 0;
  }

  /** @returns false when the code was used before: of two tries at once one uses the code */
  async use(tx: Tx, accountId: string, codeHash: string, now: Date): Promise<boolean> {
    const rows = await tx.query(
      `update recovery_codes set used_at = $3
       where account_id = $1 and code_hash = $2 and used_at is null returning 1`,
      [accountId, codeHash, now],
    );
    return rows.length > 0;
  }
}
