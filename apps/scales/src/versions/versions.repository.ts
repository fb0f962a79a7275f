import { Injectable } from '@nestjs/common';

import { type LocalDate } from '@passerelle/kernel';
import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import { Version } from './version.entity.js';
import type { VersionStatus } from './version.js';

@Injectable()
export class VersionsRepository {
  constructor(private readonly transactions: Transactions) {}

  byId(id: string): Promise<Version | null> {
    return this.transactions.reader().findOneBy(Version, { id });
  }

  /** The latest first. */
  async page(
    status: VersionStatus | undefined,
    limit: number,
    after: string | undefined,
  ): Promise<Page<Version>> {
    const query = this.transactions
      .reader()
      .createQueryBuilder(Version, 'version')
      .orderBy('version.id', 'DESC')
      .take(limit + 1);
    if (status !== undefined) query.andWhere('version.status = :status', { status });
    if (after !== undefined) {
      const [id] = decodeCursor(after, ['id']);
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
  byIdForChange(tx: Tx, id: string): Promise<Version | null> {
    return tx.manager.findOne(Version, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async insert(tx: Tx, row: Version): Promise<void> {
    await tx.manager.insert(Version, row);
  }

  /** Writes a locked row back, one version further. */
  async update(tx: Tx, row: Version, change: Partial<Version>): Promise<Version> {
    const next = { ...row, ...change, version: row.version + 1 };
    await tx.manager.update(Version, { id: row.id }, next);
    return next;
  }
}
