import { Injectable } from '@nestjs/common';

import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import { Campaign } from './campaign.entity.js';
import type { CampaignDates } from './campaign.js';

@Injectable()
export class CampaignsRepository {
  constructor(private readonly transactions: Transactions) {}

  ofYear(referenceYear: number): Promise<Campaign | null> {
    return this.transactions.reader().findOneBy(Campaign, { referenceYear });
  }

  ofYearForChange(tx: Tx, referenceYear: number): Promise<Campaign | null> {
    return tx.manager.findOne(Campaign, {
      where: { referenceYear },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** The campaigns in which something may still be declared or corrected on a day. */
  openOn(day: string): Promise<Campaign[]> {
    return this.transactions
      .reader()
      .createQueryBuilder(Campaign, 'campaign')
      .where('campaign.opensOn <= :day and campaign.correctionEndsOn >= :day', { day })
      .orderBy('campaign.referenceYear')
      .getMany();
  }

  /** The newest year first. */
  async page(limit: number, after?: string): Promise<Page<Campaign>> {
    const query = this.transactions.reader().createQueryBuilder(Campaign, 'campaign');
    if (after !== undefined) {
      const [year] = decodeCursor(after, ['whole']);
      query.where('campaign.referenceYear < :year', { year });
    }
    const rows = await query
      .orderBy('campaign.referenceYear', 'DESC')
      .take(limit + 1)
      .getMany();
    return toPage(rows, limit, ({ referenceYear }) => [referenceYear]);
  }

  /** @returns false when the year already has a campaign */
  async insert(tx: Tx, campaign: Campaign): Promise<boolean> {
    const inserted = await tx.query(
      `insert into campaigns (reference_year, version, opens_on, suspension_on, closes_on,
         correction_ends_on, roster_id, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning 1`,
      [
        campaign.referenceYear,
        campaign.version,
        campaign.opensOn,
        campaign.suspensionOn,
        campaign.closesOn,
        campaign.correctionEndsOn,
        campaign.rosterId,
        campaign.createdAt.toISOString(),
      ],
    );
    return inserted.length > 0;
  }

  /** @returns the version after the change */
  async changeDates(tx: Tx, dates: CampaignDates): Promise<number> {
    const { referenceYear, opensOn, suspensionOn, closesOn, correctionEndsOn } = dates;
    const [row] = await tx.query<{ version: number }>(
      `update campaigns set version = version + 1, opens_on = $2, suspension_on = $3, closes_on = $4,
         correction_ends_on = $5
       where reference_year = $1 returning version`,
      [referenceYear, opensOn, suspensionOn, closesOn, correctionEndsOn],
    );
    if (row === undefined) throw new Error('the campaign was locked and is gone');
    return row.version;
  }
}
