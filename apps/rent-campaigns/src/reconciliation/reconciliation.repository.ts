import { Injectable } from '@nestjs/common';

import { decodeCursor, type Page, toPage, Transactions } from '@passerelle/persistence';

import type { Reach } from '../landlords/reach.policy.js';
import type { Mismatch } from './reconciliation.js';

/** A shared dwelling whose shares do not match its rent. */
export interface MismatchedDwelling {
  readonly landlordSiret: string;
  readonly dwellingRef: string;
  readonly tenants: number;
  readonly rentCents: number;
  readonly sharesCents: number;
  readonly mismatch: Mismatch;
}

/** `reconcile` in SQL, for all dwellings. A property test compares both. */
const MISMATCH_SQL = `case
  when lowest_rent <> rent then 'rents_differ'
  when said > 0 and tenants > said then 'more_tenants_than_said'
  when shares > rent + $2::bigint * tenants then 'shares_exceed_rent'
  when said > 0 and tenants = said and shares < rent - $2::bigint * tenants then 'shares_below_rent'
  end`;

@Injectable()
export class ReconciliationRepository {
  constructor(private readonly transactions: Transactions) {}

  /** In the order of landlord and dwelling. */
  async mismatches(
    referenceYear: number,
    toleranceCents: number,
    reach: Reach,
    limit: number,
    after?: string,
  ): Promise<Page<MismatchedDwelling>> {
    const [siret, dwelling] =
      after === undefined ? [null, null] : decodeCursor(after, ['text', 'text']);
    const rows = await this.transactions.read<MismatchedDwelling>(
      `select landlord_siret as "landlordSiret", dwelling_ref as "dwellingRef", tenants,
         rent as "rentCents", shares as "sharesCents", mismatch
       from (
         select *, ${MISMATCH_SQL} as mismatch
         from (
           select landlord_siret, dwelling_ref, count(*) as tenants, max(rent_cents) as rent,
             min(rent_cents) as lowest_rent, sum(tenant_share_cents)::bigint as shares,
             coalesce(max(cotenants), 0) as said
           from declarations
           where reference_year = $1 and shared_tenancy and status = 'accepted'
             and ($3::text is null or landlord_siret = $3)
             and ($4::text is null or (landlord_siret, dwelling_ref) > ($4, $5))
           group by landlord_siret, dwelling_ref
         ) as dwellings
       ) as reconciled
       where mismatch is not null
       order by landlord_siret, dwelling_ref limit $6`,
      [referenceYear, toleranceCents, reach, siret, dwelling, limit + 1],
    );
    return toPage(rows, limit, (row) => [row.landlordSiret, row.dwellingRef]);
  }
}
