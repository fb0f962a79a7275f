import { Injectable } from '@nestjs/common';

import { isId, type LocalDate } from '@passerelle/kernel';
import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import { VersionRow } from './version.entity.js';
import type { VersionStatus } from './version.js';

@Injectable()
export class VersionsRepository {
  constructor(private readonly transactions: Transactions) {}

  find(id: string): Promise<VersionRow | null> {
    return this.transactions.reader().findOneBy(VersionRow, { id });
  }

  /** The latest first. */
  async list(
    status: VersionStatus | undefined,
    limit: number,
    after: string | undefined,
  ): Promise<Page<VersionRow>> {
    const query = this.transactions
      .reader()
      .createQueryBuilder(VersionRow, 'version')
      .orderBy('version.id', 'DESC')
      .take(limit + 1);
    if (status !== undefined) query.andWhere('version.status = :status', { status });
    if (after !== undefined) {
      const [id] = decodeCursor(after, [isId]);
      query.andWhere('version.id < :id', { id });
    }
    return toPage(await query.getMany(), limit, (row) => [row.id]);
  }

  /** Scheduled versions whose day has come. */
  async due(today: LocalDate): Promise<string[]> {
    const rows = await this.transactions.read<{ id: string }>(
      `select id from versions where status = 'scheduled' and published_on <= $1 order by published_on, id`,
      [today],
    );
    return rows.map(({ id }) => id);
  }

  /** For a change: nobody else changes it meanwhile. */
  async lock(tx: Tx, id: string): Promise<VersionRow | null> {
    return tx.manager.findOne(VersionRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async insert(tx: Tx, row: VersionRow): Promise<void> {
    await tx.manager.insert(VersionRow, row);
  }

  /** Writes a locked row back, one version further. */
  async update(tx: Tx, row: VersionRow, change: Partial<VersionRow>): Promise<VersionRow> {
    const next = { ...row, ...change, version: row.version + 1 };
    await tx.manager.update(VersionRow, { id: row.id }, next);
    return next;
  }
}
