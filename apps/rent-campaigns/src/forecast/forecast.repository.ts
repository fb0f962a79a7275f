import { Injectable } from '@nestjs/common';

import { decodeCursor, type Page, toPage, Transactions } from '@passerelle/persistence';
import type { CampaignWithRoster } from '../campaigns/campaign.entity.js';
import type { LandlordKind } from '../landlords/landlord.js';
import type { Reach } from '../landlords/reach.policy.js';
import { rightEndedSql } from '../tenancy-events/right-ended.js';

/** A landlord with missing tenants. */
export interface MissingOfLandlord {
  readonly landlordSiret: string;
  readonly landlordKind: LandlordKind;
  readonly expected: number;
  readonly missing: number;
  readonly toConfirm: number;
  readonly remindersSent: number;
  readonly hasContact: boolean;
}

export interface MissingTotals {
  readonly tenants: number;
  readonly landlords: number;
}

/** Tenants whose right is open on the day of suspension `$3`. A tenant is missing until a version is accepted. */
const BY_LANDLORD_SQL = `
  select r.landlord_siret as "landlordSiret", min(r.landlord_kind) as "landlordKind",
    count(*) as expected,
    count(*) filter (where d.first_declared_on is null) as missing,
    count(*) filter (where d.first_declared_on is null and d.status = 'to_confirm') as "toConfirm"
  from roster_entries r
  left join declarations d on d.reference_year = $2::integer and d.file_number = r.file_number
    and d.dwelling_ref = r.dwelling_ref
  where r.roster_id = $1::uuid and ($4::text is null or r.landlord_siret = $4)
    and ($5::text is null or r.landlord_siret > $5)
    and not ${rightEndedSql('r', '$3::date')}
  group by r.landlord_siret
  having count(*) filter (where d.first_declared_on is null) > 0`;

@Injectable()
export class ForecastRepository {
  constructor(private readonly transactions: Transactions) {}

  async totals(campaign: CampaignWithRoster, reach: Reach): Promise<MissingTotals> {
    const [totals] = await this.transactions.read<MissingTotals>(
      `select count(*) as landlords, coalesce(sum(missing), 0)::bigint as tenants
       from (${BY_LANDLORD_SQL}) as landlords`,
      [...parametersOf(campaign), reach, null],
    );
    return totals ?? { tenants: 0, landlords: 0 };
  }

  /** In the order of the SIRET. */
  async byLandlord(
    campaign: CampaignWithRoster,
    reach: Reach,
    limit: number,
    after?: string,
  ): Promise<Page<MissingOfLandlord>> {
    const [siret] = after === undefined ? [null] : decodeCursor(after, ['text']);
    const rows = await this.transactions.read<MissingOfLandlord>(
      `select landlords.*, (
         select count(*) from reminders m
         where m.reference_year = $2::integer and m.landlord_siret = landlords."landlordSiret"
           and m.outcome = 'requested'
       ) as "remindersSent", exists (
         select from landlord_contacts k where k.siret = landlords."landlordSiret"
       ) as "hasContact"
       from (${BY_LANDLORD_SQL}) as landlords
       order by "landlordSiret" limit $6`,
      [...parametersOf(campaign), reach, siret, limit + 1],
    );
    return toPage(rows, limit, ({ landlordSiret }) => [landlordSiret]);
  }
}

function parametersOf({ rosterId, referenceYear, suspensionOn }: CampaignWithRoster): unknown[] {
  return [rosterId, referenceYear, suspensionOn];
}
