import type { LocalDate, Localized } from '@passerelle/kernel';

import type { AidPayee } from '../tenancies/tenancy.js';
import type { ArrearsEffect, Deceased, Effect, TenancyEventKind } from './legal-clocks.js';
import { arrears, cotenantChange, death, departure, managementEnd } from './legal-clocks.js';

/** The report of a landlord about one event (domain R2.4). */
export interface EventReport {
  readonly kind: TenancyEventKind;
  /** The day of the event; for arrears, the day on which the debt reached the threshold. */
  readonly occurredOn: LocalDate;
  readonly reportedOn: LocalDate;
  readonly deceased: Deceased | null;
  readonly hindrance: string | null;
  readonly cotenants: number | null;
  readonly tenantShareCents: number | null;
  readonly arrearsCents: number | null;
}

/** The facts about the tenancy, from the report or from the roster. */
export interface KnownTenancy {
  readonly leaseStartsOn: LocalDate | null;
  /** The rent of the tenant; `null` when it is unknown. */
  readonly rentCents: number | null;
  readonly chargesCents: number;
  readonly aidCents: number;
  readonly aidPaidTo: AidPayee;
}

export const EVENT_CODES = {
  'date-in-future': { fr: 'date dans le futur', en: 'a date in the future' },
  'before-lease': { fr: 'date avant le début du bail', en: 'a date before the start of the lease' },
  'deceased-required': { fr: 'indiquer qui est décédé', en: 'give the person who died' },
  'deceased-unexpected': { fr: 'réservé aux décès', en: 'only for deaths' },
  'cotenants-required': {
    fr: 'indiquer le nombre de locataires',
    en: 'give the number of tenants',
  },
  'cotenants-unexpected': {
    fr: 'réservé aux changements de colocataires',
    en: 'only for changes of co-tenants',
  },
  'arrears-required': { fr: 'indiquer le montant de l’impayé', en: 'give the sum of the debt' },
  'arrears-unexpected': { fr: 'réservé aux impayés', en: 'only for arrears' },
  'rent-required': {
    fr: 'loyer inconnu : indiquer le loyer',
    en: 'the rent is unknown: give the rent',
  },
} as const satisfies Readonly<Record<string, Localized>>;
type EventCode = keyof typeof EVENT_CODES;

export interface EventFault {
  readonly field: string;
  readonly code: EventCode;
}

/** The faults of a report; empty when the report is accepted. */
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

/** The legal effect of a report without faults. */
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
        { ...tenancy, rentCents: tenancy.rentCents ?? 0 },
      );
  }
}
