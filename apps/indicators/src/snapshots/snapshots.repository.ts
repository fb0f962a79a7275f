import { Injectable } from '@nestjs/common';

import type { LocalDate } from '@passerelle/kernel';
import { Transactions, type Tx } from '@passerelle/persistence';

import { Snapshot } from './snapshot.entity.js';

const COLUMNS = `id, updated_on as "updatedOn", version, rule_version as "ruleVersion", figures, reason,
  published_at as "publishedAt", published_by as "publishedBy"`;

@Injectable()
export class SnapshotsRepository {
  constructor(private readonly transactions: Transactions) {}

  byId(id: string): Promise<Snapshot | null> {
    return this.transactions.reader().findOneBy(Snapshot, { id });
  }

  /** The latest version of a day; 0 without a snapshot. */
  async latestVersion(updatedOn: LocalDate): Promise<number> {
    const [row] = await this.transactions.read<{ version: number | null }>(
      'select max(version) as version from snapshots where updated_on = $1',
      [updatedOn],
    );
    return row?.version ?? 0;
  }

  /** @returns false when another request has inserted the same version of the day */
  async insert(tx: Tx, snapshot: Snapshot): Promise<boolean> {
    const inserted = await tx.query(
      `insert into snapshots (id, updated_on, version, rule_version, figures, reason, published_at, published_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (updated_on, version) do nothing returning id`,
      [
        snapshot.id,
        snapshot.updatedOn,
        snapshot.version,
        snapshot.ruleVersion,
        JSON.stringify(snapshot.figures),
        snapshot.reason,
        snapshot.publishedAt,
        snapshot.publishedBy,
      ],
    );
    return inserted.length > 0;
  }

  /** The newest snapshots first, a correction before the version that it corrects. */
  newestFirst(after: readonly [LocalDate, number] | null, count: number): Promise<Snapshot[]> {
    return this.transactions.read<Snapshot>(
      `select ${COLUMNS} from snapshots
       where $1::date is null or (updated_on, version) < ($1::date, $2::integer)
       order by updated_on desc, version desc limit $3`,
      [after?.[0] ?? null, after?.[1] ?? null, count],
    );
  }

  /** The last version of each day. */
  lastVersions(): Promise<Snapshot[]> {
    return this.transactions.read<Snapshot>(
      `select distinct on (updated_on) ${COLUMNS} from snapshots order by updated_on, version desc`,
    );
  }

  /** The number of snapshots, which grows with each committed snapshot because none is ever removed. */
  async count(): Promise<number> {
    const [row] = await this.transactions.read<{ count: number }>(
      'select count(*) as count from snapshots',
    );
    return row?.count ?? 0;
  }
}
