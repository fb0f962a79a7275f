import { Injectable } from '@nestjs/common';

import { type LocalDate } from '@passerelle/kernel';
import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import type { CampaignWithRoster } from '../campaigns/campaign.entity.js';
import { type Channel, CHANNELS } from '../campaigns/campaign.js';
import type { LandlordKind } from '../landlords/landlord.js';
import { ProgressSnapshot } from './progress-snapshot.entity.js';
import type { CampaignCounts, KindCounts } from './progress.js';

/** Tenants first declared on a day, by channel. */
export interface DayCounts {
  readonly day: LocalDate;
  readonly channel: Channel;
  readonly declared: number;
}

/** Expected tenants whose right is open on `$3` (domain R5.8). */
const OPEN_SQL = `
  roster_entries r
  left join declarations d on d.reference_year = $2::integer and d.file_number = r.file_number
    and d.dwelling_ref = r.dwelling_ref
  left join (
    select file_number, dwelling_ref, min(last_day_of_right) as last_day_of_right
    from tenancy_events where cancelled_at is null and last_day_of_right is not null
    group by file_number, dwelling_ref) as ended
    on ended.file_number = r.file_number and ended.dwelling_ref = r.dwelling_ref
  where r.roster_id = $1::uuid
    and (ended.last_day_of_right is null or ended.last_day_of_right >= $3::date)`;

@Injectable()
export class ProgressRepository {
  constructor(private readonly transactions: Transactions) {}

  /** The progress at the end of a day, as far as it is known now. */
  async countsOn(campaign: CampaignWithRoster, day: LocalDate): Promise<CampaignCounts> {
    const rows = await this.transactions.read<
      { kind: LandlordKind; expected: number; toConfirm: number } & Record<Channel, number>
    >(
      `select r.landlord_kind as kind, count(*) as expected,
         ${CHANNELS.map(
           (channel) =>
             `count(*) filter (where d.first_declared_on <= $3::date and d.first_channel = '${channel}') as ${channel}`,
         ).join(', ')},
         count(*) filter (where d.status = 'to_confirm' and d.declared_on <= $3::date) as "toConfirm"
       from ${OPEN_SQL}
       group by r.landlord_kind order by r.landlord_kind`,
      [campaign.rosterId, campaign.referenceYear, day],
    );
    return {
      kinds: rows.map(({ kind, expected, online, exchange, paper }): KindCounts => ({
        kind,
        expected,
        declared: { online, exchange, paper },
      })),
      toConfirm: rows.reduce((sum, { toConfirm }) => sum + toConfirm, 0),
    };
  }

  /** The tenants first declared on each day, by channel, among those with an open right on the last day. */
  async dailyCounts(campaign: CampaignWithRoster, until: LocalDate): Promise<DayCounts[]> {
    return this.transactions.read<DayCounts>(
      `select d.first_declared_on as day, d.first_channel as channel, count(*) as declared
       from ${OPEN_SQL} and d.first_declared_on <= $3::date
       group by 1, 2 order by 1, 2`,
      [campaign.rosterId, campaign.referenceYear, until],
    );
  }

  snapshot(referenceYear: number, takenFor: LocalDate): Promise<ProgressSnapshot | null> {
    return this.transactions.reader().findOneBy(ProgressSnapshot, { referenceYear, takenFor });
  }

  /** @returns false when the day already has a snapshot */
  async freeze(tx: Tx, snapshot: ProgressSnapshot): Promise<boolean> {
    const frozen = await tx.query(
      `insert into progress_snapshots (reference_year, taken_for, counts, taken_at, taken_by)
       values ($1, $2, $3, $4, $5) on conflict do nothing returning 1`,
      [
        snapshot.referenceYear,
        snapshot.takenFor,
        JSON.stringify(snapshot.counts),
        snapshot.takenAt.toISOString(),
        snapshot.takenBy,
      ],
    );
    return frozen.length > 0;
  }

  /** The newest day first. */
  async snapshots(
    referenceYear: number,
    limit: number,
    after?: string,
  ): Promise<Page<ProgressSnapshot>> {
    const query = this.transactions
      .reader()
      .createQueryBuilder(ProgressSnapshot, 'snapshot')
      .where({ referenceYear });
    if (after !== undefined) {
      const [day] = decodeCursor(after, ['day']);
      query.andWhere('snapshot.takenFor < :day', { day });
    }
    const rows = await query
      .orderBy('snapshot.takenFor', 'DESC')
      .take(limit + 1)
      .getMany();
    return toPage(rows, limit, ({ takenFor }) => [takenFor]);
  }

  /** The last snapshot of each campaign, the newest campaign first. */
  lastSnapshots(count: number): Promise<ProgressSnapshot[]> {
    return this.transactions.read<ProgressSnapshot>(
      `select distinct on (reference_year) reference_year as "referenceYear", taken_for as "takenFor",
         counts, taken_at as "takenAt", taken_by as "takenBy"
       from progress_snapshots order by reference_year desc, taken_for desc limit $1`,
      [count],
    );
  }
}
