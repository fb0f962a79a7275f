import { Injectable } from '@nestjs/common';

import { type LocalDate, newId } from '@passerelle/kernel';
import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import type { CampaignWithRoster } from '../campaigns/campaign.entity.js';
import type { Reach } from '../landlords/reach.policy.js';
import { rightEndedSql } from '../tenancy-events/right-ended.js';
import { Suspension } from './suspension.entity.js';
import type { SuspensionStatus, WithdrawalReason } from './suspension.js';

/** A new version of a suspension, as far as other services learn of it. */
export interface ChangedSuspension {
  readonly id: string;
  readonly version: number;
  readonly suspendedOn: LocalDate;
}
export interface RegularisedSuspension extends ChangedSuspension {
  readonly declarationId: string;
  readonly declaredOn: LocalDate;
}
export interface WithdrawnSuspension extends ChangedSuspension {
  readonly reason: WithdrawalReason;
}

/** One line, or every line of a campaign. */
export type SuspensionScope =
  { readonly declarationId: string } | { readonly referenceYear: number };

/** The last tenancy of a page: the next page follows in the order of file number and dwelling. */
export interface Tenancy {
  readonly fileNumber: string;
  readonly dwellingRef: string;
}

export interface SuspensionCounts {
  readonly suspended: number;
  readonly regularised: number;
}

const CHANGED = 's.id, s.version, s.suspended_on as "suspendedOn"';

/**
 * `suspensionStep` in SQL, for many tenants. A property test compares both.
 *
 * A run fills the table that it reads, faster than PostgreSQL renews its statistics. So each tenant is looked up by
 * key: within `case`, `or` or `lateral ... limit`, PostgreSQL makes no join of a lookup. As joins, planned for
 * the few rows of a minute ago, the run compared every tenant with every other: 12,000 tenants took half a minute.
 */
@Injectable()
export class SuspensionsRepository {
  constructor(private readonly transactions: Transactions) {}

  /** Missing tenants whose suspension is not on record yet, a page at a time. */
  due(
    tx: Tx,
    { rosterId, referenceYear, suspensionOn }: CampaignWithRoster,
    after: Tenancy | null,
    limit: number,
  ): Promise<(Tenancy & { readonly landlordSiret: string })[]> {
    return tx.query(
      `select r.file_number as "fileNumber", r.dwelling_ref as "dwellingRef",
         r.landlord_siret as "landlordSiret"
       from roster_entries r
       where r.roster_id = $1::uuid
         and ($4::text is null or (r.file_number, r.dwelling_ref) > ($4, $5::text))
         and not (exists (
           select from declarations d where d.reference_year = $2::integer
             and d.file_number = r.file_number and d.dwelling_ref = r.dwelling_ref
             and d.first_declared_on is not null)
         or exists (
           select from suspensions s where s.reference_year = $2::integer
             and s.file_number = r.file_number and s.dwelling_ref = r.dwelling_ref
             and s.status = 'suspended')
         or ${rightEndedSql('r', '$3::date')})
       order by r.file_number, r.dwelling_ref limit $6`,
      [
        rosterId,
        referenceYear,
        suspensionOn,
        after?.fileNumber ?? null,
        after?.dwellingRef ?? null,
        limit,
      ],
    );
  }

  /** @returns the suspensions that no other process recorded meanwhile */
  suspend(
    tx: Tx,
    { referenceYear, suspensionOn }: CampaignWithRoster,
    tenants: readonly (Tenancy & { readonly landlordSiret: string })[],
    at: Date,
  ): Promise<ChangedSuspension[]> {
    return tx.query<ChangedSuspension>(
      `insert into suspensions as s (id, version, reference_year, file_number, dwelling_ref,
         landlord_siret, suspended_on, status, recorded_at)
       select id, 1, $5, file_number, dwelling_ref, landlord_siret, $6::date, 'suspended', $7
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[])
         as due (id, file_number, dwelling_ref, landlord_siret)
       order by file_number, dwelling_ref
       on conflict (reference_year, file_number, dwelling_ref) do update set
         version = s.version + 1, landlord_siret = excluded.landlord_siret,
         suspended_on = excluded.suspended_on, status = 'suspended', ended_on = null,
         declaration_id = null, reason = null, recorded_at = excluded.recorded_at
       where s.status <> 'suspended'
       returning ${CHANGED}`,
      [
        tenants.map(() => newId()),
        tenants.map(({ fileNumber }) => fileNumber),
        tenants.map(({ dwellingRef }) => dwellingRef),
        tenants.map(({ landlordSiret }) => landlordSiret),
        referenceYear,
        suspensionOn,
        at.toISOString(),
      ],
    );
  }

  /** Regularises suspended tenants with an accepted line. */
  regularise(
    tx: Tx,
    scope: SuspensionScope,
    today: LocalDate,
    limit: number,
  ): Promise<RegularisedSuspension[]> {
    const isDeclared = `d.reference_year = s.reference_year and d.file_number = s.file_number
           and d.dwelling_ref = s.dwelling_ref and d.first_declared_on is not null`;
    const [tenants, value] =
      'declarationId' in scope
        ? [
            `declarations d join suspensions s on ${isDeclared} where d.id = $1::uuid`,
            scope.declarationId,
          ]
        : [
            `suspensions s cross join lateral (
               select d.id, d.first_declared_on from declarations d where ${isDeclared} limit 1) as d
             where s.reference_year = $1::integer`,
            scope.referenceYear,
          ];
    return tx.query<RegularisedSuspension>(
      `update suspensions s set version = s.version + 1, status = 'regularised', ended_on = $2::date,
         declaration_id = d.id
       from (
         select s.id as suspension_id, d.id, d.first_declared_on
         from ${tenants} and s.status = 'suspended'
         order by s.file_number, s.dwelling_ref limit $3 for update of s
       ) as d
       where s.id = d.suspension_id
       returning ${CHANGED}, s.declaration_id as "declarationId", d.first_declared_on as "declaredOn"`,
      [value, today, limit],
    );
  }

  /** Withdraws suspensions of tenants who owed no declaration on the day of suspension. */
  withdraw(
    tx: Tx,
    { referenceYear }: CampaignWithRoster,
    today: LocalDate,
    limit: number,
  ): Promise<WithdrawnSuspension[]> {
    return tx.query<WithdrawnSuspension>(
      `with held as (
         select s.id, judged.reason
         from suspensions s
         join campaigns c on c.reference_year = s.reference_year
         cross join lateral (
           select case
             when exists (
               select from declarations d where d.reference_year = s.reference_year
                 and d.file_number = s.file_number and d.dwelling_ref = s.dwelling_ref
                 and d.first_declared_on is not null)
             then null
             when c.suspension_on > $2::date then 'postponed'
             when not exists (
               select from roster_entries r where r.roster_id = c.roster_id
                 and r.file_number = s.file_number and r.dwelling_ref = s.dwelling_ref)
             then 'not_expected'
             when ${rightEndedSql('s', 'c.suspension_on')} then 'right_ended' end as reason
         ) as judged
         where s.reference_year = $1 and s.status = 'suspended' and judged.reason is not null
         order by s.file_number, s.dwelling_ref limit $3 for update of s
       )
       update suspensions s set version = s.version + 1, status = 'withdrawn', ended_on = $2::date,
         reason = held.reason
       from held where s.id = held.id
       returning ${CHANGED}, s.reason`,
      [referenceYear, today, limit],
    );
  }

  async counts(referenceYear: number, reach: Reach): Promise<SuspensionCounts> {
    const [counts] = await this.transactions.read<SuspensionCounts>(
      `select count(*) filter (where status = 'suspended') as suspended,
         count(*) filter (where status = 'regularised') as regularised
       from suspensions where reference_year = $1 and ($2::text is null or landlord_siret = $2)`,
      [referenceYear, reach],
    );
    return counts ?? { suspended: 0, regularised: 0 };
  }

  /** The last recorded suspension first. */
  async page(
    referenceYear: number,
    filter: { readonly status?: SuspensionStatus; readonly landlordSiret?: string },
    limit: number,
    after?: string,
  ): Promise<Page<Suspension>> {
    const query = this.transactions
      .reader()
      .createQueryBuilder(Suspension, 'suspension')
      .where({ referenceYear });
    const { status, landlordSiret } = filter;
    if (status !== undefined) query.andWhere('suspension.status = :status', { status });
    if (landlordSiret !== undefined) {
      query.andWhere('suspension.landlordSiret = :landlordSiret', { landlordSiret });
    }
    if (after !== undefined) {
      const [id] = decodeCursor(after, ['id']);
      query.andWhere('suspension.id < :id', { id });
    }
    const rows = await query
      .orderBy('suspension.id', 'DESC')
      .take(limit + 1)
      .getMany();
    return toPage(rows, limit, ({ id }) => [id]);
  }
}
