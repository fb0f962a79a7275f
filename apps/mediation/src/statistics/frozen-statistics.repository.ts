import { Injectable } from '@nestjs/common';

import type { LocalDate } from '@passerelle/kernel';
import { Transactions, type Tx } from '@passerelle/persistence';

import type { CaseDigests, FrozenYear } from './frozen-year.js';

@Injectable()
export class FrozenStatisticsRepository {
  constructor(private readonly transactions: Transactions) {}

  /** The figures of a year that readers of the day see; null until they are frozen. */
  async ofDay(year: number, today: LocalDate): Promise<FrozenYear | null> {
    const [row] = await this.transactions.read<FrozenYear>(
      `select figures, cases, released_on as "releasedOn", checked_on as "checkedOn"
       from frozen_statistics where year = $1 and checked_on >= $2`,
      [year, today],
    );
    return row ?? null;
  }

  /** The last frozen figures, whatever their day. Until the end of the transaction nobody else replaces them. */
  async lastForChange(tx: Tx, year: number): Promise<FrozenYear | null> {
    // Not the row, which does not exist the first time.
    await tx.query(
      `select pg_advisory_xact_lock(hashtextextended(current_schema() || ' frozen_statistics', $1))`,
      [year],
    );
    const [row] = await tx.query<FrozenYear>(
      `select figures, cases, released_on as "releasedOn", checked_on as "checkedOn"
       from frozen_statistics where year = $1`,
      [year],
    );
    return row ?? null;
  }

  async store(
    tx: Tx,
    year: number,
    { figures, cases, releasedOn, checkedOn }: FrozenYear,
  ): Promise<void> {
    await tx.query(
      `insert into frozen_statistics (year, released_on, checked_on, figures, cases)
       values ($1, $2, $3, $4, $5)
       on conflict (year) do update
         set released_on = excluded.released_on, checked_on = excluded.checked_on,
             figures = excluded.figures, cases = excluded.cases`,
      [year, releasedOn, checkedOn, JSON.stringify(figures), JSON.stringify(cases)],
    );
  }

  /** What the figures of a year count of each case: the columns that `StatisticsRepository` reads. */
  async digests(year: number): Promise<CaseDigests> {
    const rows = await this.transactions.read<{ id: string; digest: string }>(
      `select r.id, md5(jsonb_build_array(
                r.status, r.origin, r.channel, r.benefit, r.reason, r.received_on, r.opened_on,
                r.resolution, r.outcome, r.redirected_to, r.decision, r.ground,
                r.arrears_cents, r.overpayment_cents,
                (select jsonb_agg(jsonb_build_array(n.kind, n.answer) order by n.id)
                 from recommendations n where n.referral_id = r.id and n.withdrawn_on is null)
              )::text) as digest
       from referrals r
       where r.received_on >= make_date($1::int, 1, 1) and r.received_on < make_date($1::int + 1, 1, 1)
       order by r.id`,
      [year],
    );
    return Object.fromEntries(rows.map(({ id, digest }) => [id, digest]));
  }
}
