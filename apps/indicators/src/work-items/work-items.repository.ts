import { Injectable } from '@nestjs/common';

import type { Tx } from '@passerelle/persistence';

import type { Category } from '../delay-rule/category.js';
import { BATCH_STAGING } from './batch-staging.js';

const BATCH_COLUMNS = Object.keys(BATCH_STAGING);
const BATCH_STATE = BATCH_COLUMNS.filter((name) => name !== 'item_id');
const stateOf = (row: string): string => BATCH_STATE.map((name) => `${row}.${name}`).join(', ');

/** The referral of an event, with its version when the event happened. */
interface OfReferral {
  readonly referralId: string;
  readonly version: number;
}

/** Each write is one statement for all its items, in order of their keys, so that workers do not deadlock. */
@Injectable()
export class WorkItemsRepository {
  /**
   * Takes over the staged lines of a batch, with each item at most once. An unchanged item is not written.
   */
  async mergeBatch(tx: Tx, table: string): Promise<void> {
    await tx.query(
      `insert into work_items (source, ${BATCH_COLUMNS.join(', ')})
       select 'batch', ${BATCH_COLUMNS.join(', ')} from ${table} order by item_id
       on conflict (source, item_id) do update set
         ${BATCH_STATE.map((name) => `${name} = excluded.${name}`).join(', ')}
       where (${stateOf('work_items')}) is distinct from (${stateOf('excluded')})`,
    );
  }

  /** Records the arrival of referrals. A referral arrives once, so known values stay. */
  async referralsReceived(
    tx: Tx,
    referrals: readonly { referralId: string; category: Category; receivedOn: string }[],
  ): Promise<void> {
    await tx.query(
      `insert into work_items (source, item_id, category, received_on)
       select distinct on (item_id) 'mediation', item_id, category, received_on
       from unnest($1::text[], $2::text[], $3::date[]) as referral (item_id, category, received_on)
       order by item_id, received_on
       on conflict (source, item_id) do update set
         category = coalesce(work_items.category, excluded.category),
         received_on = coalesce(work_items.received_on, excluded.received_on)`,
      [
        referrals.map((referral) => referral.referralId),
        referrals.map((referral) => referral.category),
        referrals.map((referral) => referral.receivedOn),
      ],
    );
  }

  /**
   * Records decisions on referrals. The earliest start counts; `startedAt` is null while the person is asked. A
   * decision that a correction knew already changes nothing.
   */
  async referralsDecided(
    tx: Tx,
    decisions: readonly (OfReferral & { startedAt: Date | null; resumed: boolean })[],
  ): Promise<void> {
    await tx.query(
      `with decision as (
         select item_id, min(started_at) as started_at, bool_or(resumed) as resumed, max(version) as version
         from unnest($1::text[], $2::timestamptz[], $3::boolean[], $4::integer[])
           as decision (item_id, started_at, resumed, version)
         group by item_id
       )
       insert into work_items (source, item_id, started_at, resumed)
       select 'mediation', item_id, started_at, resumed from decision order by item_id
       on conflict (source, item_id) do update set
         started_at = case
           when work_items.corrected_version >= (select version from decision
             where decision.item_id = excluded.item_id)
           then coalesce(work_items.started_at, excluded.started_at)
           else least(work_items.started_at, excluded.started_at) end,
         resumed = work_items.resumed or excluded.resumed`,
      [
        decisions.map((decision) => decision.referralId),
        decisions.map((decision) => decision.startedAt?.toISOString() ?? null),
        decisions.map((decision) => decision.resumed),
        decisions.map((decision) => decision.version),
      ],
    );
  }

  async referralsEnded(
    tx: Tx,
    ends: readonly (OfReferral & { completedAt: Date; duplicate: boolean })[],
  ): Promise<void> {
    await tx.query(
      `with ended as (
         select item_id, min(completed_at) as completed_at, bool_or(duplicate) as duplicate,
                max(version) as version
         from unnest($1::text[], $2::timestamptz[], $3::boolean[], $4::integer[])
           as ended (item_id, completed_at, duplicate, version)
         group by item_id
       )
       insert into work_items (source, item_id, completed_at, automatic)
       select 'mediation', item_id, completed_at, duplicate from ended order by item_id
       on conflict (source, item_id) do update set
         completed_at = case
           when work_items.corrected_version >= (select version from ended
             where ended.item_id = excluded.item_id)
           then coalesce(work_items.completed_at, excluded.completed_at)
           else least(work_items.completed_at, excluded.completed_at) end,
         automatic = work_items.automatic or excluded.automatic`,
      [
        ends.map((end) => end.referralId),
        ends.map((end) => end.completedAt.toISOString()),
        ends.map((end) => end.duplicate),
        ends.map((end) => end.version),
      ],
    );
  }

  /** Records the facts of referrals as corrected. The latest correction of a referral holds. */
  async referralsCorrected(
    tx: Tx,
    corrections: readonly (OfReferral & {
      category: Category;
      receivedOn: string;
      startedAt: Date | null;
      completedAt: Date | null;
    })[],
  ): Promise<void> {
    await tx.query(
      `insert into work_items
         (source, item_id, category, received_on, started_at, completed_at, corrected_version)
       select distinct on (item_id)
              'mediation', item_id, category, received_on, started_at, completed_at, version
       from unnest($1::text[], $2::text[], $3::date[], $4::timestamptz[], $5::timestamptz[], $6::integer[])
         as correction (item_id, category, received_on, started_at, completed_at, version)
       order by item_id, version desc
       on conflict (source, item_id) do update set
         category = excluded.category,
         received_on = excluded.received_on,
         started_at = coalesce(excluded.started_at, work_items.started_at),
         completed_at = coalesce(excluded.completed_at, work_items.completed_at),
         corrected_version = excluded.corrected_version
       where excluded.corrected_version > work_items.corrected_version`,
      [
        corrections.map((own) => own.referralId),
        corrections.map((own) => own.category),
        corrections.map((own) => own.receivedOn),
        corrections.map((own) => own.startedAt?.toISOString() ?? null),
        corrections.map((own) => own.completedAt?.toISOString() ?? null),
        corrections.map((own) => own.version),
      ],
    );
  }

  /**
   * Removes items that ended before an instant, at most `limit`. An item that waits is never removed. Rows
   * that an import or an event holds are left for the next run, so that no deadlock occurs.
   *
   * @returns the number of removed items
   */
  async forgetEnded(tx: Tx, before: Date, limit: number): Promise<number> {
    const [removed] = await tx.query<{ count: number }>(
      `with ended as (
         select source, item_id from work_items
         where (started_at < $1 and (completed_at is null or completed_at < $1))
            or (started_at is null and completed_at < $1)
         limit $2 for update skip locked
       ), removed as (
         delete from work_items using ended
         where work_items.source = ended.source and work_items.item_id = ended.item_id returning 1
       )
       select count(*) as count from removed`,
      [before.toISOString(), limit],
    );
    return removed?.count ?? 0;
  }
}
