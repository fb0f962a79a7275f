import { Injectable } from '@nestjs/common';

import { isId } from '@passerelle/kernel';
import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import type { CampaignWithRoster } from '../campaigns/campaigns.service.js';
import { Reminder } from './reminder.entity.js';

/** A landlord to remind, and of how many tenants. */
export interface ToRemind {
  readonly landlordSiret: string;
  readonly missing: number;
}

@Injectable()
export class RemindersRepository {
  constructor(private readonly transactions: Transactions) {}

  /** Landlords with a tenant missing whose right goes on, and whose management did not end before. */
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
       left join declarations d on d.reference_year = $2::integer and d.file_number = r.file_number
         and d.dwelling_ref = r.dwelling_ref
       where r.roster_id = $1::uuid and d.first_declared_on is null
         and not exists (
           select from tenancy_events e where e.file_number = r.file_number
             and e.dwelling_ref = r.dwelling_ref and e.cancelled_at is null
             and (e.last_day_of_right < $4::date
               or (e.kind = 'management_end' and e.landlord_siret = r.landlord_siret
                   and e.effective_on <= $4::date)))
         and not exists (
           select from reminders m where m.reference_year = $2::integer and m.month = $3
             and m.landlord_siret = r.landlord_siret)
       group by r.landlord_siret order by r.landlord_siret limit $5`,
      [rosterId, referenceYear, month, today, limit],
    );
  }

  /** @returns the ids of those that nobody else added meanwhile */
  async add(tx: Tx, reminders: readonly Reminder[]): Promise<Set<string>> {
    const added = await tx.query<{ id: string }>(
      `insert into reminders (id, reference_year, month, landlord_siret, missing, scheduled_at)
       select * from unnest($1::uuid[], $2::integer[], $3::integer[], $4::text[], $5::integer[],
                            $6::timestamptz[])
       on conflict (reference_year, month, landlord_siret) do nothing
       returning id`,
      [
        reminders.map(({ id }) => id),
        reminders.map(({ referenceYear }) => referenceYear),
        reminders.map(({ month }) => month),
        reminders.map(({ landlordSiret }) => landlordSiret),
        reminders.map(({ missing }) => missing),
        reminders.map(({ scheduledAt }) => scheduledAt.toISOString()),
      ],
    );
    return new Set(added.map(({ id }) => id));
  }

  /** The last scheduled first. */
  async page(referenceYear: number, limit: number, after?: string): Promise<Page<Reminder>> {
    const query = this.transactions
      .reader()
      .createQueryBuilder(Reminder, 'reminder')
      .where({ referenceYear });
    if (after !== undefined) {
      const [id] = decodeCursor(after, [isId]);
      query.andWhere('reminder.id < :id', { id });
    }
    const rows = await query
      .orderBy('reminder.id', 'DESC')
      .take(limit + 1)
      .getMany();
    return toPage(rows, limit, ({ id }) => [id]);
  }
}
