import { Injectable } from '@nestjs/common';

import type { Tx } from '@passerelle/persistence';

import { PasswordReset } from './password-reset.entity.js';

@Injectable()
export class PasswordResetsRepository {
  async insert(tx: Tx, reset: PasswordReset): Promise<void> {
    await tx.manager.insert(PasswordReset, reset);
  }

  /**
   * Counts a try, and gives the reset when the code may still be tried. One statement does both, so that of
   * any number of tries at once exactly the allowed number get the reset.
   */
  async countTry(tx: Tx, id: string, most: number, now: Date): Promise<PasswordReset | undefined> {
    const [reset] = await tx.query<PasswordReset>(
      `update password_resets set tries = tries + 1
       where id = $1 and tries < $2 and completed_at is null and expires_at > $3
       returning id, account_id as "accountId", purpose, channel, code_hash as "codeHash", tries,
                 created_at as "createdAt", expires_at as "expiresAt", completed_at as "completedAt"`,
      [id, most, now],
    );
    return reset;
  }

  /** @returns false when the reset was completed before, because a code serves once */
  async complete(tx: Tx, id: string, now: Date): Promise<boolean> {
    const rows = await tx.query(
      `update password_resets set completed_at = $2
       where id = $1 and completed_at is null returning 1`,
      [id, now],
    );
    return rows.length > 0;
  }

  /** Makes a code that was sent late valid for longer. */
  async extend(tx: Tx, id: string, until: Date): Promise<void> {
    await tx.query(
      'update password_resets set expires_at = $2 where id = $1 and completed_at is null',
      [id, until],
    );
  }

  /** Closes every open reset of an account. */
  async closeAll(tx: Tx, accountId: string, now: Date): Promise<void> {
    await tx.query(
      'update password_resets set completed_at = $2 where account_id = $1 and completed_at is null',
      [accountId, now],
    );
  }

  async deleteExpired(tx: Tx, before: Date): Promise<void> {
    await tx.query('delete from password_resets where expires_at < $1', [before]);
  }
}
