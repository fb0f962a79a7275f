import { Injectable } from '@nestjs/common';

import { Transactions, type Tx } from '@passerelle/persistence';

import { RefreshToken } from './refresh-token.entity.js';
import { Session, type SessionEndReason } from './session.entity.js';

/** A session with one of its refresh tokens. */
export interface Presented {
  readonly session: Session;
  readonly token: RefreshToken;
}

/** Sessions and their refresh tokens. */
@Injectable()
export class SessionsRepository {
  constructor(private readonly transactions: Transactions) {}

  async insert(tx: Tx, session: Session): Promise<void> {
    await tx.manager.insert(Session, session);
  }

  async insertToken(tx: Tx, token: RefreshToken): Promise<void> {
    await tx.manager.insert(RefreshToken, token);
  }

  async accountIdOfToken(tokenHash: string): Promise<string | null> {
    const [row] = await this.transactions.read<{ id: string }>(
      `select account_id as id from sessions
       join refresh_tokens token on token.session_id = sessions.id where token.token_hash = $1`,
      [tokenHash],
    );
    return row?.id ?? null;
  }

  /** Locked until the transaction ends: of two uses at the same time the second waits for the first. */
  async byTokenForChange(tx: Tx, tokenHash: string): Promise<Presented | null> {
    const known = await tx.manager.findOneBy(RefreshToken, { tokenHash });
    if (known === null) return null;
    const session = await tx.manager.findOne(Session, {
      where: { id: known.sessionId },
      lock: { mode: 'pessimistic_write' },
    });
    // Read again under the lock, because a use at the same time has marked the token.
    const token = await tx.manager.findOneBy(RefreshToken, { tokenHash });
    return session === null || token === null ? null : { session, token };
  }

  async markUsed(tx: Tx, { session, token }: Presented, at: Date): Promise<void> {
    await tx.manager.update(RefreshToken, { id: token.id }, { usedAt: at });
    await tx.manager.update(Session, { id: session.id }, { lastUsedAt: at });
  }

  /** The open sessions of an account, the latest used first. */
  openOf(accountId: string, now: Date, most: number): Promise<Session[]> {
    return this.transactions
      .reader()
      .createQueryBuilder(Session, 'session')
      .where('session.accountId = :accountId', { accountId })
      .andWhere('session.endedAt is null and session.endsAt > :now', { now })
      .andWhere(
        `exists (select 1 from refresh_tokens token
                 where token.session_id = session.id and token.used_at is null and token.expires_at > :now)`,
      )
      .orderBy('session.lastUsedAt', 'DESC')
      .addOrderBy('session.id')
      .limit(most)
      .getMany();
  }

  endedSince(moment: Date): Promise<Session[]> {
    return this.transactions
      .reader()
      .createQueryBuilder(Session, 'session')
      .where('session.endedAt >= :moment', { moment })
      .getMany();
  }

  /** Ends the open sessions of some accounts, with or without one that stays. */
  async endOf(
    tx: Tx,
    accountIds: readonly string[],
    reason: SessionEndReason,
    at: Date,
    except: string | null = null,
  ): Promise<number> {
    const rows = await tx.query(
      `update sessions set ended_at = $3, end_reason = $2
       where account_id = any($1::uuid[]) and ended_at is null and id is distinct from $4::uuid
       returning 1`,
      [[...accountIds], reason, at, except],
    );
    return rows.length;
  }

  byIdForChange(tx: Tx, id: string): Promise<Session | null> {
    return tx.manager.findOne(Session, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** @returns false when the session has ended before */
  async end(tx: Tx, id: string, reason: SessionEndReason, at: Date): Promise<boolean> {
    const rows = await tx.query(
      `update sessions set ended_at = $3, end_reason = $2
       where id = $1 and ended_at is null returning 1`,
      [id, reason, at],
    );
    return rows.length > 0;
  }

  /** Forgets tokens that have expired, and sessions that ended before an instant. */
  async deleteEnded(tx: Tx, now: Date, before: Date): Promise<void> {
    await tx.query('delete from refresh_tokens where expires_at < $1', [now]);
    await tx.query('delete from sessions where least(ended_at, ends_at) < $1', [before]);
  }
}
