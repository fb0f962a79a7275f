import { Injectable } from '@nestjs/common';

import type { LocalDate } from '@passerelle/kernel';
import { Transactions, type Tx } from '@passerelle/persistence';

import { type CategoryFigures, DELAY_RULE, type Week } from '../snapshots/delay-rule.js';
import type { ImportedItem } from './import-line.js';
import { CATEGORIES, type Category } from './work-item.js';

/** Every write is one statement for all its items, in the order of their keys: so workers do not deadlock. */
@Injectable()
export class WorkItemsRepository {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Takes items over as the batch tells of them, each at most once.
   *
   * @returns how many were new or different
   */
  async replace(tx: Tx, items: readonly ImportedItem[]): Promise<number> {
    const [merged] = await tx.query<{ count: number }>(
      `with merged as (
         insert into work_items (source, item_id, category, received_on, started_at, completed_at,
                                 urgent, resumed, automatic)
         select 'batch', item_id, category, received_on, started_at, completed_at, urgent, resumed, automatic
         from unnest($1::text[], $2::text[], $3::date[], $4::timestamptz[], $5::timestamptz[],
                     $6::boolean[], $7::boolean[], $8::boolean[])
              as line (item_id, category, received_on, started_at, completed_at, urgent, resumed, automatic)
         order by item_id
         on conflict (source, item_id) do update set
           category = excluded.category, received_on = excluded.received_on,
           started_at = excluded.started_at, completed_at = excluded.completed_at,
           urgent = excluded.urgent, resumed = excluded.resumed, automatic = excluded.automatic
         where (work_items.category, work_items.received_on, work_items.started_at, work_items.completed_at,
                work_items.urgent, work_items.resumed, work_items.automatic)
               is distinct from
               (excluded.category, excluded.received_on, excluded.started_at, excluded.completed_at,
                excluded.urgent, excluded.resumed, excluded.automatic)
         returning 1
       )
       select count(*) as count from merged`,
      [
        items.map((item) => item.itemId),
        items.map((item) => item.category),
        items.map((item) => item.receivedOn),
        items.map((item) => item.startedAt),
        items.map((item) => item.completedAt),
        items.map((item) => item.urgent),
        items.map((item) => item.resumed),
        items.map((item) => item.automatic),
      ],
    );
    return merged?.count ?? 0;
  }

  /** Referrals that came: a referral comes once, so what is known stays. */
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

  /** Referrals decided, or waiting for the person (`startedAt` null): the earliest start counts. */
  async referralsDecided(
    tx: Tx,
    decisions: readonly { referralId: string; startedAt: Date | null; resumed: boolean }[],
  ): Promise<void> {
    await tx.query(
      `insert into work_items (source, item_id, started_at, resumed)
       select 'mediation', item_id, min(started_at), bool_or(resumed)
       from unnest($1::text[], $2::timestamptz[], $3::boolean[]) as decision (item_id, started_at, resumed)
       group by item_id order by item_id
       on conflict (source, item_id) do update set
         started_at = least(work_items.started_at, excluded.started_at),
         resumed = work_items.resumed or excluded.resumed`,
      [
        decisions.map((decision) => decision.referralId),
        decisions.map((decision) => decision.startedAt?.toISOString() ?? null),
        decisions.map((decision) => decision.resumed),
      ],
    );
  }

  async referralsEnded(
    tx: Tx,
    ends: readonly { referralId: string; completedAt: Date; duplicate: boolean }[],
  ): Promise<void> {
    await tx.query(
      `insert into work_items (source, item_id, completed_at, automatic)
       select 'mediation', item_id, min(completed_at), bool_or(duplicate)
       from unnest($1::text[], $2::timestamptz[], $3::boolean[]) as ended (item_id, completed_at, duplicate)
       group by item_id order by item_id
       on conflict (source, item_id) do update set
         completed_at = least(work_items.completed_at, excluded.completed_at),
         automatic = work_items.automatic or excluded.automatic`,
      [
        ends.map((end) => end.referralId),
        ends.map((end) => end.completedAt.toISOString()),
        ends.map((end) => end.duplicate),
      ],
    );
  }

  /** The figures of a week, by the rule of `delay-rule.ts`: every category, in its published order. */
  async figuresOf(week: Week): Promise<CategoryFigures[]> {
    return this.transactions.read<CategoryFigures>(
      `with started as (
         select category,
                count(*) as everything,
                count(*) filter (where urgent) as urgent,
                count(*) filter (where ordinary) as ordinary,
                percentile_disc($4::float8) within group (order by received_on) filter (where ordinary) as lower,
                percentile_disc($5::float8) within group (order by received_on) filter (where ordinary) as upper,
                min(received_on) filter (where ordinary) as first,
                max(received_on) filter (where ordinary) as last
         from (select category, received_on, urgent, not (urgent or resumed or automatic) as ordinary
               from work_items
               where started_at >= $1 and started_at < $2 and received_on is not null) as begun
         group by category
       ), waiting as (
         select category, min(received_on) as oldest
         from work_items
         where received_on <= $3
           and (started_at is null or started_at >= $2)
           and (completed_at is null or completed_at >= $2)
         group by category
       )
       select category,
              case when ordinary < $6::integer then first else lower end as "arrivedFrom",
              case when ordinary < $6::integer then last else upper end as "arrivedTo",
              oldest as "oldestWaitingOn",
              coalesce(ordinary, 0) as started,
              round(urgent::numeric / everything, 4)::text as "urgentShare"
       from unnest($7::text[]) with ordinality as wanted (category, position)
       left join started using (category)
       left join waiting using (category)
       order by position`,
      [
        week.from.toISOString(),
        week.until.toISOString(),
        week.lastDay satisfies LocalDate,
        DELAY_RULE.lower,
        DELAY_RULE.upper,
        DELAY_RULE.smallSet,
        [...CATEGORIES],
      ],
    );
  }
}
