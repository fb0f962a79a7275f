import type { LocalDate } from '@passerelle/kernel';

import type { AidPayee, TenantStatus } from '../tenancies/tenancy.js';
import { amountsOf } from './amounts.js';
import {
  arrears,
  type ArrearsEffect,
  death,
  departure,
  type Effect,
  managementEnd,
  type TenancyEventKind,
  thresholdReached,
} from './legal-clocks.js';

/** What a declared line states about the tenancy, with what the roster knows of the aid. */
export interface TenancyStatement {
  readonly rentCents: number;
  readonly chargesCents: number | null;
  readonly tenantShareCents: number | null;
  readonly tenantStatus: TenantStatus;
  readonly statusOn: LocalDate | null;
  readonly arrearsCents: number | null;
  readonly arrearsSince: LocalDate | null;
  readonly declaredOn: LocalDate;
  /** What the roster knows. */
  readonly expectedChargesCents: number | null;
  readonly aidCents: number | null;
  readonly aidPaidTo: AidPayee | null;
}

export interface StatedEvent {
  readonly kind: TenancyEventKind;
  readonly occurredOn: LocalDate;
  readonly effect: Effect | ArrearsEffect;
}

/** An event of the tenancy that is not cancelled. */
export interface EventOnRecord {
  readonly id: string;
  readonly kind: TenancyEventKind;
  readonly occurredOn: LocalDate;
  readonly lastDayOfRight: LocalDate | null;
  readonly arrearsCents: number | null;
  /** The declaration that states the event; `null` when the event was reported by itself. */
  readonly declarationId: string | null;
}

/** The tenancy events that a line states: the end of the tenancy or of its management, and arrears. */
export function statedEvents(statement: TenancyStatement): StatedEvent[] {
  return [...statedEnd(statement), ...statedArrears(statement)];
}

function statedEnd({ tenantStatus, statusOn, declaredOn }: TenancyStatement): StatedEvent[] {
  if (statusOn === null) return [];
  const report = { occurredOn: statusOn, reportedOn: declaredOn, hindered: false };
  switch (tenantStatus) {
    case 'departed':
      return [{ kind: 'departure', occurredOn: statusOn, effect: departure(report) }];
    case 'deceased':
      return [{ kind: 'death', occurredOn: statusOn, effect: death(report, 'beneficiary') }];
    case 'management_end':
      return [{ kind: 'management_end', occurredOn: statusOn, effect: managementEnd(report) }];
    case 'present':
    case 'unknown':
      return [];
  }
}

function statedArrears(statement: TenancyStatement): StatedEvent[] {
  const { arrearsCents, arrearsSince, declaredOn, rentCents, tenantShareCents } = statement;
  if (arrearsSince === null || arrearsCents === null || arrearsCents === 0) return [];
  const rent = tenantShareCents ?? rentCents;
  const effect = arrears(
    {
      debtCents: arrearsCents,
      reachedOn: thresholdReached(arrearsSince, declaredOn),
      reportedOn: declaredOn,
    },
    { ...amountsOf(statement, { chargesCents: statement.expectedChargesCents }), rentCents: rent },
  );
  return [{ kind: 'arrears', occurredOn: arrearsSince, effect }];
}

/**
 * What changes in the events of a tenancy when a declaration states events. An event on record stays as it
 * is, whoever reported it; only the sum of arrears changes with the declaration.
 * `TenancyEventsRepository` does the same for all declarations of an import.
 */
export function eventChanges<E extends EventOnRecord>(
  declarationId: string,
  statement: TenancyStatement,
  onRecord: readonly E[],
): { readonly cancelled: readonly E[]; readonly stated: readonly StatedEvent[] } {
  const stated = statedEvents(statement);
  return {
    cancelled: onRecord.filter(
      (event) =>
        event.declarationId === declarationId && !stated.some((other) => isSame(event, other)),
    ),
    stated: stated.filter(
      (event) =>
        !onRecord.some(
          (other) =>
            isSame(event, other) &&
            (event.kind !== 'arrears' || other.arrearsCents === statement.arrearsCents),
        ),
    ),
  };
}

type Occurrence = Pick<EventOnRecord, 'kind' | 'occurredOn'>;

function isSame(one: Occurrence, other: Occurrence): boolean {
  return one.kind === other.kind && one.occurredOn === other.occurredOn;
}
