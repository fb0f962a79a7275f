import type { Session, Tx } from '@passerelle/persistence';

import type { FaultSummary } from './line-faults.js';

export interface Counts {
  readonly linesRead: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly toConfirm: number;
  readonly omittedFaults: number;
}

/** What the chunks of an import came to, each written in the transaction of its chunk. */
export class CheckpointsRepository {
  /** The chunks that former attempts have done. */
  async done(session: Session, id: string): Promise<Set<number>> {
    const rows = await session.query<{ chunk: number }>(
      'select chunk from import_checkpoints where import_id = $1',
      [id],
    );
    return new Set(rows.map(({ chunk }) => chunk));
  }

  /**
   * Two chunks at once may both find room for the last faults of an import: then more are kept, by a chunk at most.
   *
   * @param limit how many faults the import keeps
   * @returns how many of the faults are to be kept; undefined when another worker has done the chunk already
   */
  async add(
    tx: Tx,
    id: string,
    chunk: { readonly number: number; readonly lines: number; readonly bytes: number },
    faults: FaultSummary,
    limit: number,
  ): Promise<number | undefined> {
    const [row] = await tx.query<{ kept: number }>(
      `insert into import_checkpoints (import_id, chunk, lines, bytes, rejected, to_confirm, refused, doubted,
                                       kept_faults, omitted_faults)
       select $1, $2, $3, $4, $5, $6, $7, $8, kept, $9 - kept
       from (
         select least($10, greatest(0, $11 - coalesce(sum(kept_faults), 0)))::integer as kept
         from import_checkpoints where import_id = $1
       ) as room
       on conflict do nothing returning kept_faults as kept`,
      [
        id,
        chunk.number,
        chunk.lines,
        chunk.bytes,
        faults.rejected,
        faults.toConfirm,
        faults.refusedLines,
        faults.doubtedLines,
        faults.found,
        faults.kept.length,
        Math.min(limit, Number.MAX_SAFE_INTEGER),
      ],
    );
    return row?.kept;
  }

  /** Exact whatever the chunks said: a line may have a doubt in one chunk and its refusal in a later one. */
  async counts(tx: Tx, id: string): Promise<Counts> {
    const [row] = await tx.query<Counts>(
      `with chunks as materialized (
         select lines, refused, doubted, omitted_faults from import_checkpoints where import_id = $1
       ), faulty as (
         select (select range_agg(part) from chunks, unnest(refused) as part) as refused,
                (select range_agg(part) from chunks, unnest(doubted) as part) as doubted
       ), counted as (
         select coalesce(sum(lines), 0)::bigint as read,
                coalesce(sum(omitted_faults), 0)::bigint as omitted,
                (select coalesce(sum(upper(part) - lower(part)), 0)::bigint
                 from faulty, unnest(refused) as part) as rejected,
                (select coalesce(sum(upper(part) - lower(part)), 0)::bigint
                 from faulty, unnest(doubted - coalesce(refused, '{}')) as part) as doubted
         from chunks
       )
       select read as "linesRead", rejected, doubted as "toConfirm", read - rejected - doubted as accepted,
              omitted as "omittedFaults"
       from counted`,
      [id],
    );
    return row ?? { linesRead: 0, accepted: 0, rejected: 0, toConfirm: 0, omittedFaults: 0 };
  }
}
