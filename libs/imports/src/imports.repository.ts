import type { Session, Transactions, Tx } from '@passerelle/persistence';

import type { ImportFormat } from './column.js';
import type { ContentEncoding } from './encoding.js';
import type { Counts } from './checkpoints.repository.js';
import type { FileFault, Note } from './fault-codes.js';
import type { Sender } from './sender.js';

export const IMPORT_STATUSES = [
  'receiving',
  'queued',
  'processing',
  'completed',
  'failed',
] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** An import as it stands. */
export interface ImportRecord {
  readonly id: string;
  readonly kind: string;
  readonly format: ImportFormat;
  readonly status: ImportStatus;
  readonly dryRun: boolean;
  readonly context: unknown;
  readonly createdBy: string | null;
  readonly linesPerChunk: number;
  /** How many chunks the content comes to; null until it has been read to its end. */
  readonly chunks: number | null;
  readonly encoding: ContentEncoding | null;
  /** The charset that the sender declares. */
  readonly charset: string | null;
  readonly ignoresUnknown: boolean;
  /** Why the file is refused as a whole: every reason that was found. */
  readonly failure: readonly FileFault[] | null;
  readonly notes: readonly Note[];
  readonly bytes: number;
  readonly linesRead: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly toConfirm: number;
  /** Faults that were found and are not in the report. */
  readonly omittedFaults: number;
  readonly reportRemoved: boolean;
  /** 0 to 1. */
  readonly progress: number;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

export interface NewImport {
  readonly id: string;
  readonly kind: string;
  readonly format: ImportFormat;
  readonly dryRun: boolean;
  readonly context: unknown;
  readonly createdBy: string | null;
  readonly organisation: string | null;
  readonly idempotencyKey: string | null;
  readonly linesPerChunk: number;
  readonly charset: string | null;
  readonly ignoresUnknown: boolean;
}

export interface ReceivedContent {
  readonly bytes: number;
  readonly sha256: Buffer;
  readonly encoding: ContentEncoding;
}

/** Files of one sender that wait for the end of their import, being received or worked on included. */
export interface Waiting {
  readonly files: number;
  readonly bytes: number;
}

/** While an import is processed its figures are the sums of its checkpoints: no row that every chunk updates. */
const RECORD = `
  select id, kind, format, status, dry_run as "dryRun", context, created_by as "createdBy", encoding,
         charset, ignores_unknown as "ignoresUnknown", notes, lines_per_chunk as "linesPerChunk", chunks,
         failure, imports.bytes, created_at as "createdAt", ended_at as "endedAt",
         coalesce(done.lines, lines_read) as "linesRead",
         coalesce(done.lines - done.rejected - done.to_confirm, accepted) as accepted,
         coalesce(done.rejected, imports.rejected) as rejected,
         coalesce(done.to_confirm, imports.to_confirm) as "toConfirm",
         coalesce(done.omitted_faults, imports.omitted_faults) as "omittedFaults",
         report_removed as "reportRemoved",
         case when status = 'completed' then 1
              when done.bytes is null or imports.bytes = 0 then 0
              -- 1 is for the end alone.
              else least(0.99, round(done.bytes::numeric / imports.bytes, 2))::float8 end as progress
  from imports
  left join lateral (
    select sum(lines)::bigint as lines, sum(rejected)::bigint as rejected,
           sum(to_confirm)::bigint as to_confirm, sum(omitted_faults)::bigint as omitted_faults,
           sum(bytes)::bigint as bytes
    from import_checkpoints where import_id = imports.id and status = 'processing'
  ) as done on true`;

export class ImportsRepository {
  constructor(private readonly transactions: Transactions) {}

  async byId(id: string): Promise<ImportRecord | undefined> {
    const [row] = await this.transactions.read<ImportRecord>(`${RECORD} where id = $1`, [id]);
    return row;
  }

  /** Uploads whose connection is gone, as their lock tells: a process died in the middle of them. */
  async removeOrphans(): Promise<number> {
    const [{ count } = { count: 0 }] = await this.transactions.run((tx) =>
      tx.query<{ count: number }>(
        `with open as materialized (
           select id from imports
           where status = 'receiving' and created_at < now() - interval '30 s'
         ), orphans as (
           delete from imports where status = 'receiving' and id in (
             select id from open
             where pg_try_advisory_xact_lock(
                     hashtextextended(current_schema() || ' ' || 'upload ' || id, 0)))
           returning 1
         )
         select count(*) as count from orphans`,
      ),
    );
    return count;
  }

  /** Content of ended imports: removed at their end, unless the process died just then. */
  async endedWithContent(): Promise<string[]> {
    const rows = await this.transactions.read<{ id: string }>(
      `select id from imports
       where status in ('completed', 'failed')
         and id in (select import_id from import_chunks union select import_id from import_objects)`,
    );
    return rows.map(({ id }) => id);
  }

  /** Removes the faults of imports that ended so many days ago; what the imports came to stays. */
  async forgetReports(days: number): Promise<void> {
    await this.transactions.run((tx) =>
      tx.query(
        `with old as (
           update imports set report_removed = true
           where ended_at < now() - $1 * interval '1 day' and not report_removed
           returning id
         )
         delete from import_faults where import_id in (select id from old)`,
        [days],
      ),
    );
  }

  async forget(days: number): Promise<void> {
    await this.transactions.run(async (tx) => {
      await tx.query(`delete from imports where ended_at < now() - $1 * interval '1 day'`, [days]);
    });
  }

  async insert(session: Session, { context, ...row }: NewImport): Promise<void> {
    await session.query(
      `insert into imports (id, kind, format, status, dry_run, context, created_by, idempotency_key,
                            lines_per_chunk, charset, ignores_unknown, organisation)
       values ($1, $2, $3, 'receiving', $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        row.id,
        row.kind,
        row.format,
        row.dryRun,
        JSON.stringify(context ?? null),
        row.createdBy,
        row.idempotencyKey,
        row.linesPerChunk,
        row.charset,
        row.ignoresUnknown,
        row.organisation,
      ],
    );
  }

  /** What waits of a caller, and of an organisation. */
  async waitingOf(
    session: Session,
    { subject, organisation }: Sender,
  ): Promise<{ readonly caller: Waiting; readonly organisation: Waiting }> {
    const [row] = await session.query<Record<'files' | 'bytes' | 'ownFiles' | 'ownBytes', string>>(
      `select count(*) filter (where created_by = $1) as "ownFiles",
              coalesce(sum(bytes) filter (where created_by = $1), 0) as "ownBytes",
              count(*) filter (where organisation = $2) as files,
              coalesce(sum(bytes) filter (where organisation = $2), 0) as bytes
       from imports where status in ('receiving', 'queued', 'processing')`,
      [subject, organisation],
    );
    return {
      caller: { files: Number(row?.ownFiles ?? 0), bytes: Number(row?.ownBytes ?? 0) },
      organisation: { files: Number(row?.files ?? 0), bytes: Number(row?.bytes ?? 0) },
    };
  }

  async growing(session: Session, id: string, bytes: number): Promise<void> {
    await session.query('update imports set bytes = $2 where id = $1', [id, bytes]);
  }

  async received(session: Session, id: string, content: ReceivedContent): Promise<void> {
    await session.query(
      `update imports set status = 'queued', bytes = $2, sha256 = $3, encoding = $4 where id = $1`,
      [id, content.bytes, content.sha256, content.encoding],
    );
  }

  async removeUpload(session: Session, id: string): Promise<void> {
    await session.query(`delete from imports where id = $1 and status = 'receiving'`, [id]);
  }

  /** The import that a key stands for; `same` says whether it was asked for in the same words. */
  async byKey(
    session: Session,
    asked: NewImport,
  ): Promise<
    | {
        id: string;
        status: ImportStatus;
        sha256: Buffer | null;
        same: boolean;
        failureCode: string | null;
      }
    | undefined
  > {
    const [row] = await session.query<{
      id: string;
      status: ImportStatus;
      sha256: Buffer | null;
      same: boolean;
      failureCode: string | null;
    }>(
      `select id, status, sha256, failure -> 0 ->> 'code' as "failureCode",
              kind = $3 and format = $4 and dry_run = $5 and context = $6::jsonb
                and ignores_unknown = $7 as same
       from imports where created_by = $1 and idempotency_key = $2`,
      [
        asked.createdBy,
        asked.idempotencyKey,
        asked.kind,
        asked.format,
        asked.dryRun,
        JSON.stringify(asked.context ?? null),
        asked.ignoresUnknown,
      ],
    );
    return row;
  }

  async freeKey(session: Session, id: string): Promise<void> {
    await session.query('update imports set idempotency_key = null where id = $1', [id]);
  }

  async started(session: Session, id: string): Promise<void> {
    await session.query(
      `update imports
       set status = 'processing', started_at = coalesce(started_at, now()), served_at = now()
       where id = $1 and status in ('queued', 'processing')`,
      [id],
    );
  }

  async noted(session: Session, id: string, notes: readonly Note[]): Promise<void> {
    await session.query('update imports set notes = $2::jsonb where id = $1', [
      id,
      JSON.stringify(notes),
    ]);
  }

  async readToTheEnd(session: Session, id: string, chunks: number): Promise<void> {
    await session.query('update imports set chunks = $2 where id = $1', [id, chunks]);
  }

  async ended(
    tx: Tx,
    id: string,
    counts: Counts,
    failure: readonly FileFault[] | null,
  ): Promise<void> {
    await tx.query(
      `update imports
       set status = case when $6::jsonb is null then 'completed' else 'failed' end, failure = $6::jsonb,
           lines_read = $2, accepted = $3, rejected = $4, to_confirm = $5, omitted_faults = $7,
           ended_at = now()
       where id = $1`,
      [
        id,
        counts.linesRead,
        counts.accepted,
        counts.rejected,
        counts.toConfirm,
        failure === null ? null : JSON.stringify(failure),
        counts.omittedFaults,
      ],
    );
  }

  /**
   * The next attempt waits, longer after each error, and imports of the same sender come before it.
   *
   * @param counts whether the error counts against the import
   * @returns how many attempts ended in an error that counts, by now
   */
  async postpone(id: string, counts: boolean): Promise<number> {
    const [row] = await this.transactions.run((tx) =>
      tx.query<{ errors: number }>(
        `update imports
         set errors = errors + $2::integer, retry_at = now() + interval '0.5 s' * 2 ^ least(6, errors)
         where id = $1 returning errors`,
        [id, counts ? 1 : 0],
      ),
    );
    return row?.errors ?? 0;
  }

  /** A page of the report's lines, after the given one. */
  async faults(
    id: string,
    after: { line: number; skip: number },
    limit: number,
  ): Promise<{ line: number; field: string | null; code: string; doubt: boolean }[]> {
    return this.transactions.read(
      `select line, field, code, doubt from import_faults
       where import_id = $1 and line >= $2
       order by line, field nulls first, code offset $3 limit $4`,
      [id, after.line, after.skip, limit],
    );
  }
}
