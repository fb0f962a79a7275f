import { Injectable } from '@nestjs/common';

import {
  decodeCursor,
  jsonRowOf,
  type Page,
  toPage,
  Transactions,
  type Tx,
} from '@passerelle/persistence';

import { ACCEPTED_IN_FORCE_SQL } from '../tenancies/merged-statements.js';
import type { Reach } from '../landlords/reach.policy.js';
import type { StatedAmounts } from './amounts.js';
import type { TenancyEventKind } from './legal-clocks.js';
import type { TenancyStatement } from './stated-events.js';
import { TenancyEvent } from './tenancy-event.entity.js';

/** A declaration whose accepted content in force may state events of its tenancy. */
export interface StatingDeclaration extends TenancyStatement {
  readonly id: string;
  readonly fileNumber: string;
  readonly dwellingRef: string;
  readonly landlordSiret: string;
}

/** The declarations with a line of an import, in force or kept in the history, or those with the ids. */
export type StatingScope = { readonly importId: string } | { readonly ids: readonly string[] };

/** The statuses and debts that are events: the partial index on imports has the same condition. */
const statesEventSql = (row: string): string =>
  `(${row}.tenant_status in ('departed', 'deceased', 'management_end') or ${row}.arrears_cents > 0)`;

/** SQL condition: an accepted content of the declaration `k` may state an event because of the scope `$1`. */
const mayStateSql = (scope: StatingScope): string =>
  'importId' in scope
    ? `k.id in (
        select d.id from declarations d where d.import_id = $1::uuid and ${statesEventSql('d')}
        union select h.id from declaration_history h where h.import_id = $1::uuid and ${statesEventSql('h')})`
    : 'k.id = any($1::uuid[])';
/**
 * SQL condition: the declaration `k` of an event is in the scope `$1`. A declaration that is new with an import has no
 * event of before, so only changed ones are looked for, by their index.
 */
const inScopeSql = (scope: StatingScope): string =>
  'importId' in scope
    ? `k.id in (
        select d.id from declarations d where d.import_id = $1::uuid and d.version > 1
        union select h.id from declaration_history h where h.import_id = $1::uuid)`
    : 'k.id = any($1::uuid[])';
const scopeValue = (scope: StatingScope): unknown =>
  'importId' in scope ? scope.importId : scope.ids;

export interface EventFilter {
  readonly kind?: TenancyEventKind;
  readonly fileNumber?: string;
  readonly landlordSiret?: string;
}

type TenancyOfLandlord = Pick<TenancyEvent, 'fileNumber' | 'dwellingRef' | 'landlordSiret'>;

/** A new or changed event, as far as other services learn of it. */
export type ChangedEvent = Pick<
  TenancyEvent,
  | 'id'
  | 'version'
  | 'kind'
  | 'occurredOn'
  | 'reportedOn'
  | 'reportDueOn'
  | 'lastDayOfRight'
  | 'effectiveOn'
>;

/** A cancelled event with its version after the cancellation. */
export type CancelledEvent = Pick<TenancyEvent, 'id' | 'version' | 'kind' | 'occurredOn'>;

const CANCELLED = 'e.id, e.version, e.kind, e.occurred_on as "occurredOn"';

/** What follows from the accepted contents of the declaration that states the event. */
const FOLLOWING = [
  'landlord_siret',
  'reported_on',
  'arrears_cents',
  'threshold_cents',
  'constituted',
  'report_due_on',
  'plan_due_on',
];
/** The event on record is stated by the declaration that states it now. */
const FOLLOWS = 'known.declaration_id = excluded.declaration_id';
const followingIn = (row: string): string => FOLLOWING.map((name) => `${row}.${name}`).join(', ');

@Injectable()
export class TenancyEventsRepository {
  constructor(private readonly transactions: Transactions) {}

  byId(id: string): Promise<TenancyEvent | null> {
    return this.transactions.reader().findOneBy(TenancyEvent, { id });
  }

  byIdForChange(tx: Tx, id: string): Promise<TenancyEvent | null> {
    return tx.manager.findOne(TenancyEvent, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /**
   * Adds events by one statement. An event on record keeps its id. It follows the declaration that states it; of an
   * event that was reported otherwise, only another sum of arrears counts.
   *
   * @returns the new and the changed events
   */
  async add(tx: Tx, events: readonly TenancyEvent[]): Promise<ChangedEvent[]> {
    if (events.length === 0) return [];
    return tx.query<ChangedEvent>(
      `insert into tenancy_events as known
       select * from jsonb_populate_recordset(null::tenancy_events, $1::jsonb)
       order by file_number, dwelling_ref, kind, occurred_on
       on conflict (file_number, dwelling_ref, kind, occurred_on) where cancelled_at is null do update set
         version = known.version + 1, arrears_cents = excluded.arrears_cents,
         threshold_cents = excluded.threshold_cents, constituted = excluded.constituted,
         report_due_on = excluded.report_due_on, plan_due_on = excluded.plan_due_on,
         landlord_siret = case when ${FOLLOWS} then excluded.landlord_siret else known.landlord_siret end,
         reported_on = case when ${FOLLOWS} then excluded.reported_on else known.reported_on end
       where ${FOLLOWS}
           and (${followingIn('known')}) is distinct from (${followingIn('excluded')})
         or known.kind = 'arrears' and known.arrears_cents is distinct from excluded.arrears_cents
       returning id, version, kind, occurred_on as "occurredOn", reported_on as "reportedOn",
         report_due_on as "reportDueOn", last_day_of_right as "lastDayOfRight", effective_on as "effectiveOn"`,
      [JSON.stringify(events.map(jsonRowOf))],
    );
  }

  cancel(tx: Tx, ids: readonly string[], at: Date): Promise<CancelledEvent[]> {
    return tx.query<CancelledEvent>(
      `update tenancy_events e set cancelled_at = $2, version = version + 1
       where id = any($1::uuid[]) and cancelled_at is null
       returning ${CANCELLED}`,
      [ids, at.toISOString()],
    );
  }

  /** Cancels events that a declaration of the scope stated once and does not state any more. */
  cancelUnstated(tx: Tx, scope: StatingScope, at: Date): Promise<CancelledEvent[]> {
    return tx.query<CancelledEvent>(
      `update tenancy_events e set cancelled_at = $2, version = e.version + 1
       from declarations k
       where ${inScopeSql(scope)} and e.declaration_id = k.id and e.cancelled_at is null
         and not exists (
           select from (${ACCEPTED_IN_FORCE_SQL}) as accepted
           where case e.kind
             when 'departure' then tenant_status = 'departed' and status_on = e.occurred_on
             when 'death' then tenant_status = 'deceased' and status_on = e.occurred_on
             when 'management_end' then tenant_status = 'management_end' and status_on = e.occurred_on
             when 'arrears' then arrears_cents > 0 and arrears_since = e.occurred_on
             end)
       returning ${CANCELLED}`,
      [scopeValue(scope), at.toISOString()],
    );
  }

  /** Declarations of the scope whose accepted content in force states an event, a page at a time. */
  statingDeclarations(
    tx: Tx,
    scope: StatingScope,
    after: string | null,
    limit: number,
  ): Promise<StatingDeclaration[]> {
    return tx.query<StatingDeclaration>(
      `select k.id, k.file_number as "fileNumber", k.dwelling_ref as "dwellingRef",
         a.landlord_siret as "landlordSiret", a.rent_cents as "rentCents",
         a.charges_cents as "chargesCents", a.tenant_share_cents as "tenantShareCents",
         a.tenant_status as "tenantStatus", a.status_on as "statusOn", a.arrears_cents as "arrearsCents",
         a.arrears_since as "arrearsSince", a.end_stated_on as "endStatedOn",
         a.arrears_stated_on as "arrearsStatedOn",
         r.previous_charges_cents as "expectedChargesCents", r.aid_cents as "aidCents", r.aid_paid_to as "aidPaidTo"
       from declarations k
       join campaigns c on c.reference_year = k.reference_year
       cross join lateral (${ACCEPTED_IN_FORCE_SQL}) as a
       left join roster_entries r on r.roster_id = c.roster_id and r.file_number = k.file_number
         and r.dwelling_ref = k.dwelling_ref
       where ${mayStateSql(scope)} and ${statesEventSql('a')}
         and ($2::uuid is null or k.id > $2)
       order by k.id limit $3`,
      [scopeValue(scope), after, limit],
    );
  }

  /** The rent in force and the charges that were declared last for a tenancy. */
  async declaredAmounts(
    tx: Tx,
    { fileNumber, dwellingRef, landlordSiret }: TenancyOfLandlord,
  ): Promise<StatedAmounts | null> {
    const [declared] = await tx.query<StatedAmounts>(
      `select coalesce(a.tenant_share_cents, a.rent_cents) as "rentCents", a.charges_cents as "chargesCents"
       from campaigns c
       join declarations k on k.reference_year = c.reference_year and k.file_number = $1
         and k.dwelling_ref = $2 and k.landlord_siret = $3
       cross join lateral (${ACCEPTED_IN_FORCE_SQL}) as a
       order by c.reference_year desc limit 1`,
      [fileNumber, dwellingRef, landlordSiret],
    );
    return declared ?? null;
  }

  /** The last recorded event first. */
  async page(
    reach: Reach,
    { kind, fileNumber, landlordSiret }: EventFilter,
    limit: number,
    after?: string,
  ): Promise<Page<TenancyEvent>> {
    const query = this.transactions.reader().createQueryBuilder(TenancyEvent, 'event');
    if (reach !== null) query.andWhere('event.landlordSiret = :reach', { reach });
    if (kind !== undefined) query.andWhere('event.kind = :kind', { kind });
    if (fileNumber !== undefined) query.andWhere('event.fileNumber = :fileNumber', { fileNumber });
    if (landlordSiret !== undefined) {
      query.andWhere('event.landlordSiret = :landlordSiret', { landlordSiret });
    }
    if (after !== undefined) {
      const [id] = decodeCursor(after, ['id']);
      query.andWhere('event.id < :id', { id });
    }
    const rows = await query
      .orderBy('event.id', 'DESC')
      .take(limit + 1)
      .getMany();
    return toPage(rows, limit, ({ id }) => [id]);
  }
}
