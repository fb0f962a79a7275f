import { isSiret, type LocalDate } from '@passerelle/kernel';

import { type TenantStatus, dwellingKey } from '../tenancies/tenancy.js';
import type { Arrival, LineFault, LineField, RentLine } from './line.js';
import { arrivalFaults, lineFaults } from './line.js';

type OrAbsent<T> = { readonly [K in keyof T]?: T[K] | null };

/** A line of a request: members may be absent, and the rent is in cents or in euros. */
export interface GivenLine extends OrAbsent<Omit<RentLine, 'tenantStatus'>> {
  readonly status?: TenantStatus;
  readonly rent?: string;
}

/** @returns the rent in cents, or the fault of a missing or contradictory rent */
export function rentOf(rentCents: number | null, euros: number | null): number | LineFault {
  if (rentCents !== null && euros !== null && rentCents !== euros) {
    return { field: 'rent', code: 'rents-disagree' };
  }
  return rentCents ?? euros ?? { field: 'rentCents', code: 'rent-required' };
}

/** The line of a request; an absent member keeps its value of the version before. */
export function completed(given: GivenLine, rentCents: number, before: RentLine | null): RentLine {
  const pick = <K extends keyof RentLine & keyof GivenLine>(
    member: K,
    otherwise: RentLine[K],
  ): RentLine[K] =>
    given[member] === undefined
      ? before === null
        ? otherwise
        : before[member]
      : (given[member] as RentLine[K]);
  return {
    fileNumber: pick('fileNumber', ''),
    lastName: pick('lastName', '').trim(),
    birthDate: pick('birthDate', null),
    landlordSiret: pick('landlordSiret', ''),
    dwellingRef: dwellingKey(pick('dwellingRef', '')),
    referenceYear: pick('referenceYear', 0),
    rentCents,
    chargesCents: pick('chargesCents', null),
    sharedTenancy: pick('sharedTenancy', false),
    tenantShareCents: pick('tenantShareCents', null),
    cotenants: pick('cotenants', null),
    tenantStatus: given.status ?? before?.tenantStatus ?? 'present',
    statusOn: pick('statusOn', null),
    arrearsCents: pick('arrearsCents', null),
    arrearsSince: pick('arrearsSince', null),
  };
}

/** The hard checks of a declaration that need no roster. */
export function declarationFaults(
  line: RentLine,
  arrival: Arrival,
  declaredOn: LocalDate,
  ownSiret: string | null,
): LineFault[] {
  const field: LineField = 'landlordSiret';
  return [
    ...(isSiret(line.landlordSiret) ? [] : [{ field, code: 'siret' } as const]),
    ...(ownSiret === null || ownSiret === line.landlordSiret
      ? []
      : [{ field, code: 'foreign-landlord' } as const]),
    ...lineFaults(line, arrival),
    ...arrivalFaults(arrival, declaredOn),
  ];
}
