import { Injectable } from '@nestjs/common';

import type { LocalDate } from '@passerelle/kernel';
import { Transactions, type Tx } from '@passerelle/persistence';

import { refOf, type Values } from '../scales/scale.js';
import type { DataSet } from './data-set.js';

/** Any constant will do, so long as every load of this service takes the same lock. */
const LOADING_LOCK = 10_010_024;

export interface RecordedFigure {
  readonly seriesId: number;
  readonly effectiveFrom: LocalDate;
  readonly values: Values;
  readonly reference: string;
}

@Injectable()
export class DataLoadingRepository {
  constructor(private readonly transactions: Transactions) {}

  /** The fingerprint of the data files that were loaded last. */
  async loadedHash(): Promise<string | undefined> {
    const [row] = await this.transactions.read<{ data_hash: string }>(
      'select data_hash from catalogue',
    );
    return row?.data_hash;
  }

  /** Replicas start together; one loads. */
  async lock(tx: Tx): Promise<void> {
    await tx.query('select pg_advisory_xact_lock($1)', [LOADING_LOCK]);
  }

  /**
   * Scales and series as the files describe them. A series that the files no longer describe keeps its figures,
   * and is no longer shown. Returns the id of each series by its `scale/key`.
   */
  async storeDefinitions(tx: Tx, { headings, series }: DataSet): Promise<Map<string, number>> {
    // Positions are unique: out of the way first, then each to its place.
    await tx.query('update scales set position = -position where position > 0');
    await tx.query(
      `insert into scales (code, position, heading)
       select heading->>'code', ordinality, heading from jsonb_array_elements($1::jsonb) with ordinality as t (heading, ordinality)
       on conflict (code) do update set position = excluded.position, heading = excluded.heading`,
      [JSON.stringify(headings)],
    );
    const rows = await tx.query<{ id: number; ref: string }>(
      `insert into series (scale_code, key, position, definition)
       select definition->>'scale', definition->>'key', ordinality, definition
       from jsonb_array_elements($1::jsonb) with ordinality as t (definition, ordinality)
       on conflict (scale_code, key) do update set position = excluded.position, definition = excluded.definition
       returning id, scale_code || '/' || key as ref`,
      [JSON.stringify(series.map((one) => one.series))],
    );
    await tx.query(
      `update series set definition = definition || '{"withdrawn": true}' where id <> all ($1::int[])`,
      [rows.map(({ id }) => id)],
    );
    const ids = new Map(rows.map(({ id, ref }) => [ref, id]));
    for (const one of series) {
      if (!ids.has(refOf(one.series))) throw new Error(`no id for ${refOf(one.series)}`);
    }
    return ids;
  }

  /** Everything that was ever recorded. */
  async figures(tx: Tx): Promise<RecordedFigure[]> {
    return tx.query<RecordedFigure>(
      `select series_id as "seriesId", effective_from as "effectiveFrom", cell_values as values, reference
       from figures order by recorded_at`,
    );
  }

  async exists(tx: Tx): Promise<boolean> {
    return (await tx.query('select 1 from catalogue')).length > 0;
  }

  /** The first revision is shown at once: nobody shows another. */
  async begin(tx: Tx, dataSet: DataSet, hash: string): Promise<void> {
    await tx.query(
      `insert into catalogue (id, revision, activates_at, indices, data_hash)
       values (1, 1, clock_timestamp(), $1, $2)`,
      [JSON.stringify([...dataSet.indices.values()]), hash],
    );
  }

  async storeIndices(tx: Tx, dataSet: DataSet, hash: string): Promise<void> {
    await tx.query('update catalogue set indices = $1, data_hash = $2', [
      JSON.stringify([...dataSet.indices.values()]),
      hash,
    ]);
  }
}
