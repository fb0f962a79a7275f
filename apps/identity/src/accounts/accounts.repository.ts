import { Injectable } from '@nestjs/common';

import type { Role } from '@passerelle/contracts';
import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import { Account } from './account.entity.js';

export interface AccountFilter {
  readonly role?: Role;
  readonly username?: string;
  readonly open?: boolean;
}

@Injectable()
export class AccountsRepository {
  constructor(private readonly transactions: Transactions) {}

  byUsername(username: string): Promise<Account | null> {
    return this.transactions.reader().findOneBy(Account, { username });
  }

  byId(id: string): Promise<Account | null> {
    return this.transactions.reader().findOneBy(Account, { id });
  }

  byIdForChange(tx: Tx, id: string): Promise<Account | null> {
    return tx.manager.findOne(Account, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** The oldest accounts first. */
  async page(filter: AccountFilter, limit: number, after?: string): Promise<Page<Account>> {
    const query = this.transactions.reader().createQueryBuilder(Account, 'account');
    const { role, username, open } = filter;
    if (role !== undefined) query.andWhere(':role = any(account.roles)', { role });
    if (username !== undefined) query.andWhere('account.username = :username', { username });
    if (open !== undefined) query.andWhere(`account.closedAt is ${open ? '' : 'not'} null`);
    if (after !== undefined) {
      const [id] = decodeCursor(after, ['id']);
      query.andWhere('account.id > :id', { id });
    }
    const rows = await query
      .orderBy('account.id')
      .limit(limit + 1)
      .getMany();
    return toPage(rows, limit, (row) => [row.id]);
  }

  async insert(tx: Tx, account: Account): Promise<void> {
    await tx.manager.insert(Account, account);
  }

  /** @returns the account after the change */
  async update(
    tx: Tx,
    account: Account,
    changes: Partial<Omit<Account, 'id' | 'version'>>,
  ): Promise<Account> {
    const changed = { ...changes, version: account.version + 1 };
    await tx.manager.update(Account, { id: account.id }, changed);
    return { ...account, ...changed };
  }

  /** Writes at most once a minute, so that frequent renewals of a session cost no write each. */
  async markUsed(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.query(
      `update accounts set last_used_at = $2
       where id = $1 and (last_used_at is null or last_used_at < $2::timestamptz - interval '1 minute')`,
      [id, at],
    );
  }

  /** Keeps others from adding accounts until the transaction ends. */
  async lockTable(tx: Tx): Promise<void> {
    await tx.query('lock table accounts in share row exclusive mode');
  }
}
