import type { LocalDate } from '@passerelle/kernel';

import type { TenantStatus } from '../declarations/line.js';
import {
  type AidPayee,
  arrears,
  type ArrearsEffect,
  death,
  departure,
  type Effect,
  managementEnd,
  type TenancyEventKind,
} from './legal-clocks.js';

/** A declaration, as far as it tells of events. */
export interface Telling {
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

export interface ToldEvent {
  readonly kind: TenancyEventKind;
  readonly occurredOn: LocalDate;
  readonly effect: Effect | ArrearsEffect;
}

/** The events that a line tells of: the end of a tenancy or of its management, and arrears. */
export function toldEvents(telling: Telling): ToldEvent[] {
  return [...endingOf(telling), ...debtOf(telling)];
}

function endingOf({ tenantStatus, statusOn, declaredOn }: Telling): ToldEvent[] {
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

function debtOf(telling: Telling): ToldEvent[] {
  const { arrearsCents, arrearsSince, declaredOn, rentCents, tenantShareCents } = telling;
  if (arrearsSince === null || arrearsCents === null || arrearsCents === 0) return [];
  const effect = arrears(
    { debtCents: arrearsCents, reachedOn: arrearsSince, reportedOn: declaredOn },
    {
      rentCents: tenantShareCents ?? rentCents,
      chargesCents: telling.chargesCents ?? 0,
      aidCents: telling.aidCents ?? 0,
      aidPaidTo: telling.aidPaidTo ?? 'tenant',
    },
  );
  return [{ kind: 'arrears', occurredOn: arrearsSince, effect }];
}
