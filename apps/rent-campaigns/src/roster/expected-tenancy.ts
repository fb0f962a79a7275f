import type { LocalDate } from '@passerelle/kernel';

/** What the Caf knows of a tenancy before the landlord declares: a line of the roster. */
export interface ExpectedTenancy {
  readonly landlordSiret: string;
  readonly nameKey: string;
  readonly birthDate: LocalDate | null;
  readonly leaseStartsOn: LocalDate | null;
  readonly previousRentCents: number | null;
  readonly previousChargesCents: number | null;
  readonly ceilingCents: number | null;
}
