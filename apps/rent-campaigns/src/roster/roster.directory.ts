import { Injectable } from '@nestjs/common';

import { Transactions } from '@passerelle/persistence';

import { RosterEntry } from './roster-entry.entity.js';

/** What a roster says of a tenant who is not expected as declared. */
export interface Acquaintance {
  readonly knowsLandlord: boolean;
  readonly knowsTenant: boolean;
  readonly knowsTenantThere: boolean;
}

@Injectable()
export class RosterDirectory {
  constructor(private readonly transactions: Transactions) {}

  entry(rosterId: string, fileNumber: string, dwellingRef: string): Promise<RosterEntry | null> {
    return this.transactions.reader().findOneBy(RosterEntry, { rosterId, fileNumber, dwellingRef });
  }

  async acquaintance(
    rosterId: string,
    fileNumber: string,
    landlordSiret: string,
  ): Promise<Acquaintance> {
    const [row] = await this.transactions.read<Acquaintance>(
      `select exists (select from roster_entries where roster_id = $1 and landlord_siret = $3) as "knowsLandlord",
              exists (select from roster_entries where roster_id = $1 and file_number = $2) as "knowsTenant",
              exists (select from roster_entries where roster_id = $1 and file_number = $2
                      and landlord_siret = $3) as "knowsTenantThere"`,
      [rosterId, fileNumber, landlordSiret],
    );
    return row ?? { knowsLandlord: false, knowsTenant: false, knowsTenantThere: false };
  }

  /** The tenancy in the newest campaign that has it. */
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
