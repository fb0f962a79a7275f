import { Injectable } from '@nestjs/common';

import {
  decodeCursor,
  jsonRowOf,
  type Page,
  toPage,
  Transactions,
  type Tx,
} from '@passerelle/persistence';

import type { Reach } from '../landlords/reach.policy.js';
import type { TenancyEventKind } from './legal-clocks.js';
import type { TenancyStatement } from './stated-events.js';
import { TenancyEvent } from './tenancy-event.entity.js';

/** An accepted declaration that may state events of its tenancy. */
export interface StatingDeclaration extends TenancyStatement {
  readonly id: string;
  readonly fileNumber: string;
  readonly dwellingRef: string;
  readonly landlordSiret: string;
}

export interface EventFilter {
  readonly kind?: TenancyEventKind;
  readonly fileNumber?: string;
  readonly landlordSiret?: string;
}

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

/** The statuses and debts that are events: the partial index on imports has the same condition. */
const STATES_EVENT = `(d.tenant_status in ('departed', 'deceased', 'management_end') or d.arrears_cents > 0)`;

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
   * Adds events by one statement. An event on record keeps its id and stays as it is, except for arrears
   * with another sum.
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
         report_due_on = excluded.report_due_on, plan_due_on = excluded.plan_due_on
       where known.kind = 'arrears' and known.arrears_cents is distinct from excluded.arrears_cents
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

  /** Cancels events that a declaration of the import stated once and does not state any more. */
  cancelUnstated(tx: Tx, importId: string, at: Date): Promise<CancelledEvent[]> {
    return tx.query<CancelledEvent>(
      `update tenancy_events e set cancelled_at = $2, version = e.version + 1
       from declarations d
       where d.import_id = $1 and e.declaration_id = d.id and e.cancelled_at is null
         and d.status = 'accepted' and not coalesce(case e.kind
           when 'departure' then d.tenant_status = 'departed' and d.status_on = e.occurred_on
           when 'death' then d.tenant_status = 'deceased' and d.status_on = e.occurred_on
           when 'management_end' then d.tenant_status = 'management_end' and d.status_on = e.occurred_on
           when 'arrears' then d.arrears_cents > 0 and d.arrears_since = e.occurred_on
           end, false)
       returning ${CANCELLED}`,
      [importId, at.toISOString()],
    );
  }

  /** Accepted declarations of an import that state an event, a page at a time. */
  statingDeclarations(
    tx: Tx,
    importId: string,
    after: string | null,
    limit: number,
  ): Promise<StatingDeclaration[]> {
    return tx.query<StatingDeclaration>(
      `select d.id, d.file_number as "fileNumber", d.dwelling_ref as "dwellingRef",
         d.landlord_siret as "landlordSiret", d.rent_cents as "rentCents",
         d.charges_cents as "chargesCents", d.tenant_share_cents as "tenantShareCents",
         d.tenant_status as "tenantStatus", d.status_on as "statusOn", d.arrears_cents as "arrearsCents",
         d.arrears_since as "arrearsSince", d.declared_on as "declaredOn",
         r.aid_cents as "aidCents", r.aid_paid_to as "aidPaidTo"
       from declarations d
       join campaigns c on c.reference_year = d.reference_year
       left join roster_entries r on r.roster_id = c.roster_id and r.file_number = d.file_number
         and r.dwelling_ref = d.dwelling_ref
       where d.import_id = $1 and d.status = 'accepted' and ${STATES_EVENT}
         and ($2::uuid is null or d.id > $2)
       order by d.id limit $3`,
      [importId, after, limit],
    );
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
