import { Injectable } from '@nestjs/common';

import type { Tx } from '@passerelle/persistence';

import type { RefusalCount } from './refusal-count.entity.js';

const COLUMNS = `key, kind, subject_id as "subjectId", address_hash as "addressHash",
  window_from as "windowFrom", last_at as "lastAt", refusals`;

@Injectable()
export class RefusalCountsRepository {
  /** Adds to the counts of several windows, in one statement. */
  async add(tx: Tx, counts: readonly RefusalCount[]): Promise<void> {
    await tx.query(
      `insert into refusal_counts
         (key, kind, subject_id, address_hash, window_from, last_at, refusals)
       select * from unnest($1::text[], $2::text[], $3::uuid[], $4::text[],
                            $5::timestamptz[], $6::timestamptz[], $7::integer[])
         as count (key, kind, subject_id, address_hash, window_from, last_at, refusals)
       order by key
       on conflict (key) do update
       set refusals = refusal_counts.refusals + excluded.refusals,
           last_at = greatest(refusal_counts.last_at, excluded.last_at)`,
      [
        counts.map(({ key }) => key),
        counts.map(({ kind }) => kind),
        counts.map(({ subjectId }) => subjectId),
        counts.map(({ addressHash }) => addressHash),
        counts.map(({ windowFrom }) => windowFrom),
        counts.map(({ lastAt }) => lastAt),
        counts.map(({ refusals }) => refusals),
      ],
    );
  }

  /** Takes out some windows that began before a moment. */
  take(tx: Tx, before: Date, most: number): Promise<RefusalCount[]> {
    return tx.query<RefusalCount>(
      `delete from refusal_counts where key in (
         select key from refusal_counts where window_from < $1
         order by window_from limit $2 for update skip locked)
       returning ${COLUMNS}`,
      [before, most],
    );
  }
}
