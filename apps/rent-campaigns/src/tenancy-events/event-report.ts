import type { LocalDate, Localized } from '@passerelle/kernel';

import type { ArrearsEffect, Deceased, Effect, TenancyEventKind } from './legal-clocks.js';
import { arrears, cotenantChange, death, departure, managementEnd } from './legal-clocks.js';
import { type AidPayee } from '../tenancies/tenancy.js';

/** What a landlord reports. */
export interface EventReport {
  readonly kind: TenancyEventKind;
  /** When it happened; of arrears, when the threshold was reached. */
  readonly occurredOn: LocalDate;
  readonly reportedOn: LocalDate;
  readonly deceased: Deceased | null;
  readonly hindrance: string | null;
  readonly cotenants: number | null;
  readonly tenantShareCents: number | null;
  readonly arrearsCents: number | null;
}

/** What is known of the tenancy. */
export interface KnownTenancy {
  readonly leaseStartsOn: LocalDate | null;
  /** The tenant’s own rent; `null` when nobody ever declared one. */
  readonly rentCents: number | null;
  readonly chargesCents: number | null;
  readonly aidCents: number | null;
  readonly aidPaidTo: AidPayee | null;
}

export const EVENT_CODES = {
  'date-in-future': { fr: 'date dans le futur', en: 'a date in the future' },
  'before-lease': { fr: 'date avant le début du bail', en: 'a date before the lease began' },
  'deceased-required': { fr: 'indiquer qui est décédé', en: 'say who died' },
  'deceased-unexpected': { fr: 'réservé aux décès', en: 'for deaths alone' },
  'cotenants-required': {
    fr: 'indiquer le nombre de locataires',
    en: 'say how many tenants there are',
  },
  'cotenants-unexpected': {
    fr: 'réservé aux changements de colocataires',
    en: 'for changes of co-tenants alone',
  },
  'arrears-required': { fr: 'indiquer le montant de l’impayé', en: 'say how much is owed' },
  'arrears-unexpected': { fr: 'réservé aux impayés', en: 'for arrears alone' },
  'rent-required': { fr: 'loyer inconnu : l’indiquer', en: 'the rent is not known: state it' },
} as const satisfies Readonly<Record<string, Localized>>;
export type EventCode = keyof typeof EVENT_CODES;

export interface EventFault {
  readonly field: string;
  readonly code: EventCode;
}

/** Why a report is refused; nothing when it is not. */
export function reportFaults(
  report: EventReport,
  tenancy: KnownTenancy,
  today: LocalDate,
): EventFault[] {
  const { kind, occurredOn, reportedOn } = report;
  const faults: EventFault[] = [];
  const refuse = (field: string, code: EventCode): number => faults.push({ field, code });
  if (reportedOn > today) refuse('reportedOn', 'date-in-future');
  if (occurredOn > reportedOn) refuse('occurredOn', 'date-in-future');
  if (tenancy.leaseStartsOn !== null && occurredOn < tenancy.leaseStartsOn) {
    refuse('occurredOn', 'before-lease');
  }
  if ((report.deceased !== null) !== (kind === 'death')) {
    refuse('deceased', kind === 'death' ? 'deceased-required' : 'deceased-unexpected');
  }
  if ((report.cotenants !== null) !== (kind === 'cotenant_change')) {
    const expected = kind === 'cotenant_change';
    refuse('cotenants', expected ? 'cotenants-required' : 'cotenants-unexpected');
  }
  if ((report.arrearsCents !== null) !== (kind === 'arrears')) {
    refuse('arrearsCents', kind === 'arrears' ? 'arrears-required' : 'arrears-unexpected');
  }
  if (kind === 'arrears' && tenancy.rentCents === null) refuse('rentCents', 'rent-required');
  return faults;
}

/** What the event changes, and by when it had to be reported; for a report without faults. */
export function effectOf(report: EventReport, tenancy: KnownTenancy): Effect | ArrearsEffect {
  const { occurredOn, reportedOn } = report;
  const timely = { occurredOn, reportedOn, hindered: report.hindrance !== null };
  switch (report.kind) {
    case 'departure':
      return departure(timely);
    case 'death':
      return death(timely, report.deceased ?? 'beneficiary');
    case 'management_end':
      return managementEnd(timely);
    case 'cotenant_change':
      return cotenantChange(timely);
    case 'arrears':
      return arrears(
        { debtCents: report.arrearsCents ?? 0, reachedOn: occurredOn, reportedOn },
        {
          rentCents: tenancy.rentCents ?? 0,
          chargesCents: tenancy.chargesCents ?? 0,
          aidCents: tenancy.aidCents ?? 0,
          aidPaidTo: tenancy.aidPaidTo ?? 'tenant',
        },
      );
  }
}
