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

/** What the accepted content in force states about the tenancy, with what the roster knows of the aid. */
export interface TenancyStatement {
  readonly rentCents: number;
  readonly chargesCents: number | null;
  readonly tenantShareCents: number | null;
  readonly tenantStatus: TenantStatus;
  readonly statusOn: LocalDate | null;
  readonly arrearsCents: number | null;
  readonly arrearsSince: LocalDate | null;
  /** The first day on which an accepted content stated this end of the tenancy. */
  readonly endStatedOn: LocalDate;
  /** The first day on which an accepted content stated arrears since the same day. */
  readonly arrearsStatedOn: LocalDate;
  /** What the roster knows. */
  readonly expectedChargesCents: number | null;
  readonly aidCents: number | null;
  readonly aidPaidTo: AidPayee | null;
}

export interface StatedEvent {
  readonly kind: TenancyEventKind;
  readonly occurredOn: LocalDate;
  readonly reportedOn: LocalDate;
  readonly effect: Effect | ArrearsEffect;
}

/** An event of the tenancy that is not cancelled. */
export interface EventOnRecord {
  readonly id: string;
  readonly kind: TenancyEventKind;
  readonly occurredOn: LocalDate;
  readonly lastDayOfRight: LocalDate | null;
  /** The declaration that states the event; `null` when the event was reported by itself. */
  readonly declarationId: string | null;
}

/** The events on record that a declaration stated once and does not state any more. */
export function unstated(
  declarationId: string,
  stated: readonly StatedEvent[],
  onRecord: readonly EventOnRecord[],
): EventOnRecord[] {
  return onRecord.filter(
    (event) =>
      event.declarationId === declarationId &&
      !stated.some(
        ({ kind, occurredOn }) => kind === event.kind && occurredOn === event.occurredOn,
      ),
  );
}

/**
 * The tenancy events that a declaration states: the end of the tenancy or of its management, and arrears. The day of
 * the report is the first statement; the amounts are those in force (domain R3.8).
 */
export function statedEvents(statement: TenancyStatement): StatedEvent[] {
  return [...statedEnd(statement), ...statedArrears(statement)];
}

function statedEnd({ tenantStatus, statusOn, endStatedOn }: TenancyStatement): StatedEvent[] {
  if (statusOn === null) return [];
  const days = { occurredOn: statusOn, reportedOn: endStatedOn };
  const report = { ...days, hindered: false };
  switch (tenantStatus) {
    case 'departed':
      return [{ kind: 'departure', ...days, effect: departure(report) }];
    case 'deceased':
      return [{ kind: 'death', ...days, effect: death(report, 'beneficiary') }];
    case 'management_end':
      return [{ kind: 'management_end', ...days, effect: managementEnd(report) }];
    case 'present':
    case 'unknown':
      return [];
  }
}

function statedArrears(statement: TenancyStatement): StatedEvent[] {
  const { arrearsCents, arrearsSince, arrearsStatedOn, rentCents, tenantShareCents } = statement;
  if (arrearsSince === null || arrearsCents === null || arrearsCents === 0) return [];
  const rent = tenantShareCents ?? rentCents;
  const effect = arrears(
    {
      debtCents: arrearsCents,
      reachedOn: thresholdReached(arrearsSince, arrearsStatedOn),
      reportedOn: arrearsStatedOn,
    },
    { ...amountsOf(statement, { chargesCents: statement.expectedChargesCents }), rentCents: rent },
  );
  return [{ kind: 'arrears', occurredOn: arrearsSince, reportedOn: arrearsStatedOn, effect }];
}
