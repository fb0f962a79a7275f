import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan } from 'typeorm';

import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import { SecondFactorReset } from './second-factor-reset.entity.js';

@Injectable()
export class SecondFactorResetsRepository {
  constructor(private readonly transactions: Transactions) {}

  byId(id: string): Promise<SecondFactorReset | null> {
    return this.transactions.reader().findOneBy(SecondFactorReset, { id });
  }

  byIdForChange(tx: Tx, id: string): Promise<SecondFactorReset | null> {
    return tx.manager.findOne(SecondFactorReset, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
  }

  hasPending(tx: Tx, accountId: string, now: Date): Promise<boolean> {
    return tx.manager.existsBy(SecondFactorReset, {
      accountId,
      decision: IsNull(),
      expiresAt: MoreThan(now),
    });
  }

  /** The oldest requests first. */
  async page(limit: number, after?: string): Promise<Page<SecondFactorReset>> {
    const query = this.transactions.reader().createQueryBuilder(SecondFactorReset, 'reset');
    if (after !== undefined) {
      const [id] = decodeCursor(after, ['id']);
      query.andWhere('reset.id > :id', { id });
    }
    const rows = await query
      .orderBy('reset.id')
      .limit(limit + 1)
      .getMany();
    return toPage(rows, limit, (row) => [row.id]);
  }

  async insert(tx: Tx, reset: SecondFactorReset): Promise<void> {
    await tx.manager.insert(SecondFactorReset, reset);
  }

  /** @returns the request after the change */
  async update(
    tx: Tx,
    reset: SecondFactorReset,
    changes: Pick<SecondFactorReset, 'decision' | 'decidedBy' | 'decidedAt'>,
  ): Promise<SecondFactorReset> {
    const changed = { ...changes, version: reset.version + 1 };
    await tx.manager.update(SecondFactorReset, { id: reset.id }, changed);
    return { ...reset, ...changed };
  }
}
