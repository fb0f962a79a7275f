import type { LocalDate } from '@passerelle/kernel';

import {
  arrears,
  type ArrearsEffect,
  death,
  departure,
  type Effect,
  managementEnd,
  type TenancyEventKind,
} from './legal-clocks.js';
import { type TenantStatus, type AidPayee } from '../tenancies/tenancy.js';

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
  readonly aidCents: number | null;
  readonly aidPaidTo: AidPayee | null;
}

export interface StatedEvent {
  readonly kind: TenancyEventKind;
  readonly occurredOn: LocalDate;
  readonly effect: Effect | ArrearsEffect;
}

/** The tenancy events that a line states: the end of the tenancy or of its management, and arrears. */
export function statedEvents(statement: TenancyStatement): StatedEvent[] {
  return [...endingOf(statement), ...debtOf(statement)];
}

function endingOf({ tenantStatus, statusOn, declaredOn }: TenancyStatement): StatedEvent[] {
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

function debtOf(statement: TenancyStatement): StatedEvent[] {
  const { arrearsCents, arrearsSince, declaredOn, rentCents, tenantShareCents } = statement;
  if (arrearsSince === null || arrearsCents === null || arrearsCents === 0) return [];
  const effect = arrears(
    { debtCents: arrearsCents, reachedOn: arrearsSince, reportedOn: declaredOn },
    {
      rentCents: tenantShareCents ?? rentCents,
      chargesCents: statement.chargesCents ?? 0,
      aidCents: statement.aidCents ?? 0,
      aidPaidTo: statement.aidPaidTo ?? 'tenant',
    },
  );
  return [{ kind: 'arrears', occurredOn: arrearsSince, effect }];
}
