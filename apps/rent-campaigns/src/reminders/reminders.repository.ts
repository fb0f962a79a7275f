import { Injectable } from '@nestjs/common';

import { type LocalDate } from '@passerelle/kernel';
import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import type { CampaignWithRoster } from '../campaigns/campaign.entity.js';
import type { Delivery, ReminderOutcome } from './reminder-plan.js';
import type { Reminder } from './reminder.entity.js';

/** A landlord to remind, with the number of missing tenants. */
export interface ToRemind {
  readonly landlordSiret: string;
  readonly missing: number;
}

/** A reminder to send, with the present figures for its message. */
export interface ReminderToSend extends ToRemind {
  readonly id: string;
  readonly referenceYear: number;
  readonly month: number;
  readonly suspensionOn: LocalDate;
  readonly closesOn: LocalDate;
  readonly sealedContact: string;
}

export type ReminderWithDelivery = Omit<Reminder, 'outcome' | 'settledAt'> & {
  readonly delivery: Delivery;
};

/**
 * SQL condition: the tenant of the roster entry `r` is missing. The tenant is not declared, the right has not
 * ended, and the landlord still manages the dwelling.
 *
 * @param year a SQL expression of the reference year
 * @param today a SQL expression of the day
 */
const missingSql = (year: string, today: string): string => `
  not exists (
    select from declarations d where d.reference_year = ${year} and d.file_number = r.file_number
      and d.dwelling_ref = r.dwelling_ref and d.first_declared_on is not null)
  and not exists (
    select from tenancy_events e where e.file_number = r.file_number
      and e.dwelling_ref = r.dwelling_ref and e.cancelled_at is null
      and (e.last_day_of_right < ${today}
        or (e.kind = 'management_end' and e.landlord_siret = r.landlord_siret
            and e.effective_on <= ${today})))`;

/** `outcomeOf` in SQL, for the open reminders `$1` on the day `$2`. A property test compares both. */
const OPEN_SQL = `
  select m.id, m.reference_year as "referenceYear", m.month, m.landlord_siret as "landlordSiret",
    c.suspension_on as "suspensionOn", c.closes_on as "closesOn", k.sealed as "sealedContact",
    counted.missing,
    case
      when counted.missing = 0 then 'declared'
      when $2::date >= make_date(m.reference_year, m.month, 1) + interval '1 month'
        then case when k.siret is null then 'no_contact' else 'lapsed' end
      when k.siret is not null then 'requested' end as outcome
  from reminders m
  join campaigns c on c.reference_year = m.reference_year
  left join landlord_contacts k on k.siret = m.landlord_siret
  cross join lateral (
    select count(*)::integer as missing from roster_entries r
    where r.roster_id = c.roster_id and r.landlord_siret = m.landlord_siret
      and ${missingSql('m.reference_year', '$2::date')}) as counted
  where m.id = any($1::uuid[])`;

@Injectable()
export class RemindersRepository {
  constructor(private readonly transactions: Transactions) {}

  /** Landlords with missing tenants and without a reminder for the month. */
  landlordsToRemind(
    tx: Tx,
    { rosterId, referenceYear }: CampaignWithRoster,
    month: number,
    today: string,
    limit: number,
  ): Promise<ToRemind[]> {
    return tx.query<ToRemind>(
      `select r.landlord_siret as "landlordSiret", count(*)::integer as missing
       from roster_entries r
       where r.roster_id = $1::uuid and ${missingSql('$2::integer', '$4::date')}
         and not exists (
           select from reminders m where m.reference_year = $2::integer and m.month = $3
             and m.landlord_siret = r.landlord_siret)
       group by r.landlord_siret order by r.landlord_siret limit $5`,
      [rosterId, referenceYear, month, today, limit],
    );
  }

  /** @returns by id, the reminders that no other process added meanwhile */
  async add(
    tx: Tx,
    reminders: readonly Reminder[],
  ): Promise<Map<string, { readonly hasContact: boolean }>> {
    const added = await tx.query<{ id: string; hasContact: boolean }>(
      `insert into reminders (id, reference_year, month, landlord_siret, missing, scheduled_at)
       select * from unnest($1::uuid[], $2::integer[], $3::integer[], $4::text[], $5::integer[],
                            $6::timestamptz[])
       on conflict (reference_year, month, landlord_siret) do nothing
       returning id, exists (
         select from landlord_contacts k where k.siret = reminders.landlord_siret) as "hasContact"`,
      [
        reminders.map(({ id }) => id),
        reminders.map(({ referenceYear }) => referenceYear),
        reminders.map(({ month }) => month),
        reminders.map(({ landlordSiret }) => landlordSiret),
        reminders.map(({ missing }) => missing),
        reminders.map(({ scheduledAt }) => scheduledAt.toISOString()),
      ],
    );
    return new Map(added.map(({ id, hasContact }) => [id, { hasContact }]));
  }

  /** Whether a reminder waits and its landlord has a contact. */
  async anyToSend(): Promise<boolean> {
    const [row] = await this.transactions.read<{ open: boolean }>(
      `select exists (
         select from reminders m join landlord_contacts k on k.siret = m.landlord_siret
         where m.outcome is null) as open`,
    );
    return row?.open ?? false;
  }

  /**
   * Locks open reminders in the order of their ids, and skips reminders that another process has locked.
   *
   * @param everyone also reminders of landlords without contact
   */
  async holdOpen(
    tx: Tx,
    everyone: boolean,
    after: string | null,
    limit: number,
  ): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `select m.id from reminders m
       where m.outcome is null and ($2::uuid is null or m.id > $2)
         and ($1::boolean or exists (
           select from landlord_contacts k where k.siret = m.landlord_siret))
       order by m.id limit $3 for update of m skip locked`,
      [everyone, after, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** The reminders that end today, with their outcome. */
  async dueOutcomes(
    tx: Tx,
    ids: readonly string[],
    today: LocalDate,
  ): Promise<(ReminderToSend & { readonly outcome: ReminderOutcome })[]> {
    return tx.query(`select * from (${OPEN_SQL}) as open where outcome is not null order by id`, [
      ids,
      today,
    ]);
  }

  /** @param settled the reminders that end, with the number of missing tenants that the message states */
  async settle(
    tx: Tx,
    settled: readonly Pick<
      ReminderToSend & { outcome: ReminderOutcome },
      'id' | 'missing' | 'outcome'
    >[],
    at: Date,
  ): Promise<void> {
    await tx.query(
      `update reminders m set outcome = s.outcome, settled_at = $4,
         missing = case when s.outcome = 'requested' then s.missing else m.missing end
       from unnest($1::uuid[], $2::integer[], $3::text[]) as s (id, missing, outcome)
       where m.id = s.id and m.outcome is null`,
      [
        settled.map(({ id }) => id),
        settled.map(({ missing }) => missing),
        settled.map(({ outcome }) => outcome),
        at.toISOString(),
      ],
    );
  }

  /** The last recorded reminder first. */
  async page(
    referenceYear: number,
    delivery: Delivery | null,
    limit: number,
    after?: string,
  ): Promise<Page<ReminderWithDelivery>> {
    const [id] = after === undefined ? [null] : decodeCursor(after, ['id']);
    const rows = await this.transactions.read<ReminderWithDelivery>(
      `select * from (
         select m.id, m.reference_year as "referenceYear", m.month, m.landlord_siret as "landlordSiret",
           m.missing, m.scheduled_at as "scheduledAt",
           coalesce(m.outcome, case when exists (
             select from landlord_contacts k where k.siret = m.landlord_siret)
             then 'waiting' else 'no_contact' end) as delivery
         from reminders m where m.reference_year = $1 and ($2::uuid is null or m.id < $2)
       ) as reminders
       where $3::text is null or delivery = $3
       order by id desc limit $4`,
      [referenceYear, id, delivery, limit + 1],
    );
    return toPage(rows, limit, (row) => [row.id]);
  }
}
