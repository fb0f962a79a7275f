import type { Session, Transactions } from '@passerelle/persistence';

/** The imports that wait, of each party the one that was received first. */
const HEADS = `
  select distinct on (party) id, party, created_at
  from imports
  where status in ('queued', 'processing') and coalesce(retry_at, '-infinity') <= now()
  order by party, created_at, id`;

const PARTY_LOCK = `hashtextextended(current_schema() || ' party ' || party, 0)`;

/**
 * Whose import is next. A party is an organisation, or a caller without one. In all processes together one import of a
 * party is worked on at a time, in the order in which they were received, and the party that was served the longest
 * ago comes first.
 */
export class TurnsRepository {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Takes the turn of a party, which ends with `release` or with the session.
   *
   * @returns the import to work on
   */
  async take(session: Session): Promise<string | undefined> {
    // A scan of a materialized result takes one row after the other: no lock is taken beyond the first that is free.
    const [turn] = await session.query<{ id: string }>(
      `with heads as materialized (${HEADS}
       ), in_turn as materialized (
         select heads.*, (select max(served_at) from imports where party = heads.party) as served_at
         from heads order by served_at nulls first, created_at, id
       )
       select id from in_turn where pg_try_advisory_lock(${PARTY_LOCK}) limit 1`,
    );
    return turn?.id;
  }

  async release(session: Session): Promise<void> {
    await session.query('select pg_advisory_unlock_all()');
  }

  /** Whether a party waits of which no process works on an import. */
  async isAnyWaiting(session: Session): Promise<boolean> {
    const [row] = await session.query<{ waiting: boolean }>(
      `select exists (
         select from (${HEADS}) as heads cross join lateral (select ${PARTY_LOCK} as key) as lock
         where not exists (
           -- A lock of one bigint is shown as its halves (pg_locks, "objsubid").
           select from pg_locks
           where locktype = 'advisory' and objsubid = 1 and granted
             and database = (select oid from pg_database where datname = current_database())
             and classid::bigint = (key >> 32) & 4294967295 and objid::bigint = key & 4294967295)
       ) as waiting`,
    );
    return row?.waiting === true;
  }

  /** Of each party the import whose job may be missing: a job is lost more easily than a row. */
  async heads(): Promise<string[]> {
    const rows = await this.transactions.read<{ id: string }>(
      `select id from (${HEADS}) as heads order by created_at limit 1000`,
    );
    return rows.map(({ id }) => id);
  }
}
