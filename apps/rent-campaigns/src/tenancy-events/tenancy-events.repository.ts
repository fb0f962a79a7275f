import { Injectable } from '@nestjs/common';

import { isId, type LocalDate } from '@passerelle/kernel';
import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import type { TenancyEventKind } from './legal-clocks.js';
import { TenancyEvent } from './tenancy-event.entity.js';
import { type Reach } from '../landlords/reach.policy.js';
import { type TenantStatus, type AidPayee } from '../tenancies/tenancy.js';

/** The declarations of an import, or one declaration. */
export type DeclarationScope = { readonly importId: string } | { readonly declarationId: string };

/** An accepted declaration that states an event, with what the roster knows of the aid. */
export interface DeclarationWithEvents {
  readonly id: string;
  readonly fileNumber: string;
  readonly dwellingRef: string;
  readonly landlordSiret: string;
  readonly rentCents: number;
  readonly chargesCents: number | null;
  readonly tenantShareCents: number | null;
  readonly tenantStatus: TenantStatus;
  readonly statusOn: LocalDate | null;
  readonly arrearsCents: number | null;
  readonly arrearsSince: LocalDate | null;
  readonly declaredOn: LocalDate;
  readonly aidCents: number | null;
  readonly aidPaidTo: AidPayee | null;
}

export interface EventFilter {
  readonly kind?: TenancyEventKind;
  readonly fileNumber?: string;
  readonly landlordSiret?: string;
}

/** A cancelled event with its version after the cancellation. */
export type CancelledEvent = Pick<TenancyEvent, 'id' | 'version' | 'kind' | 'occurredOn'>;

/** Statuses and debts that are events: the partial index on imports has the same condition. */
const STATES_EVENT = `(d.tenant_status in ('departed', 'deceased', 'management_end') or d.arrears_cents > 0)`;

const COLUMNS = {
  id: 'uuid',
  kind: 'text',
  fileNumber: 'text',
  dwellingRef: 'text',
  landlordSiret: 'text',
  occurredOn: 'date',
  reportedOn: 'date',
  deceased: 'text',
  hindrance: 'text',
  cotenants: 'integer',
  tenantShareCents: 'bigint',
  arrearsCents: 'bigint',
  thresholdCents: 'bigint',
  constituted: 'boolean',
  reportDueOn: 'date',
  late: 'boolean',
  lastDayOfRight: 'date',
  effectiveOn: 'date',
  planDueOn: 'date',
  declarationId: 'uuid',
  reportedBy: 'uuid',
  recordedAt: 'timestamptz',
} as const satisfies Partial<Record<keyof TenancyEvent, string>>;
const MEMBERS = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
const NAMES = MEMBERS.map((member) =>
  member.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
);

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
   * Adds events, all in one statement. An event that is known stays as it is, but for a debt that
   * changed.
   *
   * @returns the ids of those that are new or changed
   */
  async add(tx: Tx, events: readonly TenancyEvent[]): Promise<{ id: string; version: number }[]> {
    if (events.length === 0) return [];
    const arrays = MEMBERS.map(
      (_, index) => `$${String(index + 1)}::${COLUMNS[MEMBERS[index] ?? 'id']}[]`,
    );
    return tx.query<{ id: string; version: number }>(
      `insert into tenancy_events as known (version, ${NAMES.join(', ')})
       select 1, told.* from unnest(${arrays.join(', ')}) as told (${NAMES.join(', ')})
       order by file_number, dwelling_ref, kind, occurred_on
       on conflict (file_number, dwelling_ref, kind, occurred_on) where cancelled_at is null do update set
         version = known.version + 1, arrears_cents = excluded.arrears_cents,
         threshold_cents = excluded.threshold_cents, constituted = excluded.constituted,
         report_due_on = excluded.report_due_on, late = excluded.late, plan_due_on = excluded.plan_due_on
       where known.kind = 'arrears' and known.arrears_cents is distinct from excluded.arrears_cents
       returning id, version`,
      MEMBERS.map((member) =>
        events.map((event) => {
          const value = event[member];
          return value instanceof Date ? value.toISOString() : value;
        }),
      ),
    );
  }

  async cancel(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.query(
      'update tenancy_events set cancelled_at = $2, version = version + 1 where id = $1',
      [id, at.toISOString()],
    );
  }

  /** Cancels events that their declaration stated once and does not state any more. */
  cancelUnstated(tx: Tx, scope: DeclarationScope, at: Date): Promise<CancelledEvent[]> {
    return tx.query<CancelledEvent>(
      `update tenancy_events e set cancelled_at = $2, version = e.version + 1
       from declarations d
       where ${conditionOf(scope)} and e.declaration_id = d.id and e.cancelled_at is null
         and d.status = 'accepted' and not coalesce(case e.kind
           when 'departure' then d.tenant_status = 'departed' and d.status_on = e.occurred_on
           when 'death' then d.tenant_status = 'deceased' and d.status_on = e.occurred_on
           when 'management_end' then d.tenant_status = 'management_end' and d.status_on = e.occurred_on
           when 'arrears' then d.arrears_cents > 0 and d.arrears_since = e.occurred_on
           else true end, false)
       returning e.id, e.version, e.kind, e.occurred_on as "occurredOn"`,
      [idOf(scope), at.toISOString()],
    );
  }

  /** Accepted declarations that state an event, a page at a time. */
  declarationsWithEvents(
    tx: Tx,
    scope: DeclarationScope,
    after: string | null,
    limit: number,
  ): Promise<DeclarationWithEvents[]> {
    return tx.query<DeclarationWithEvents>(
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
       where ${conditionOf(scope)} and d.status = 'accepted' and ${STATES_EVENT}
         and ($2::uuid is null or d.id > $2)
       order by d.id limit $3`,
      [idOf(scope), after, limit],
    );
  }

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
      const [id] = decodeCursor(after, [isId]);
      query.andWhere('event.id < :id', { id });
    }
    const rows = await query
      .orderBy('event.id', 'DESC')
      .take(limit + 1)
      .getMany();
    return toPage(rows, limit, ({ id }) => [id]);
  }
}

function conditionOf(scope: DeclarationScope): string {
  return 'importId' in scope ? 'd.import_id = $1' : 'd.id = $1';
}

function idOf(scope: DeclarationScope): string {
  return 'importId' in scope ? scope.importId : scope.declarationId;
}
