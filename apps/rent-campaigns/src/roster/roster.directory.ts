import { Injectable } from '@nestjs/common';

import { Transactions } from '@passerelle/persistence';

import { RosterEntry } from './roster-entry.entity.js';

@Injectable()
export class RosterDirectory {
  constructor(private readonly transactions: Transactions) {}

  /** The tenancy in the newest campaign that expects the tenant. */
  async latest(
    fileNumber: string,
    dwellingRef: string,
    landlordSiret: string,
  ): Promise<RosterEntry | null> {
    return this.transactions
      .reader()
      .createQueryBuilder(RosterEntry, 'entry')
      .innerJoin('campaigns', 'campaign', 'campaign.roster_id = entry.roster_id')
      .where({ fileNumber, dwellingRef, landlordSiret })
      .orderBy('campaign.reference_year', 'DESC')
      .limit(1)
      .getOne();
  }
}
