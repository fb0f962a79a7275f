import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';

import { Transactions, type Tx } from '@passerelle/persistence';

import { PendingSignIn } from './pending-sign-in.entity.js';

const COLUMNS = `id, account_id as "accountId", account_version as "accountVersion",
  token_hash as "tokenHash", challenge, tries, expires_at as "expiresAt",
  completed_at as "completedAt"`;

@Injectable()
export class PendingSignInsRepository {
  constructor(private readonly transactions: Transactions) {}

  async insert(tx: Tx, pending: PendingSignIn): Promise<void> {
    await tx.manager.insert(PendingSignIn, pending);
  }

  /** The sign-in of a token, unless it has expired or is completed. */
  async open(tokenHash: string, now: Date): Promise<PendingSignIn | undefined> {
    const [pending] = await this.transactions.read<PendingSignIn>(
      `select ${COLUMNS} from pending_sign_ins
       where token_hash = $1 and completed_at is null and expires_at > $2`,
      [tokenHash, now],
    );
    return pending;
  }

  /**
   * Counts a try and takes the challenge away. One statement does both, so that of any number of tries at once
   * exactly the allowed number are made, and one of them has the challenge.
   *
   * @returns the sign-in as it was before the try; undefined when no try is left
   */
  async takeTry(
    tx: Tx,
    id: string,
    most: number,
    now: Date,
  ): Promise<Pick<PendingSignIn, 'challenge'> | undefined> {
    const [before] = await tx.query<Pick<PendingSignIn, 'challenge'>>(
      `with before as (
         select id, challenge from pending_sign_ins
         where id = $1 and tries < $2 and completed_at is null and expires_at > $3
         for update
       )
       update pending_sign_ins pending set tries = tries + 1, challenge = null
       from before where pending.id = before.id
       returning before.challenge`,
      [id, most, now],
    );
    return before;
  }

  async keepChallenge(tx: Tx, id: string, challenge: string): Promise<void> {
    await tx.query(
      'update pending_sign_ins set challenge = $2 where id = $1 and completed_at is null',
      [id, challenge],
    );
  }

  /** @returns false when another request has completed the sign-in before */
  async complete(tx: Tx, id: string, now: Date): Promise<boolean> {
    const rows = await tx.query(
      `update pending_sign_ins set completed_at = $2
       where id = $1 and completed_at is null returning 1`,
      [id, now],
    );
    return rows.length > 0;
  }

  async deleteExpired(tx: Tx, before: Date): Promise<void> {
    await tx.manager.delete(PendingSignIn, { expiresAt: LessThan(before) });
  }
}
