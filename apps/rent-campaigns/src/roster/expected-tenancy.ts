import type { LocalDate } from '@passerelle/kernel';

/** What the Caf knows of a tenancy before the landlord declares: a line of the roster. */
export interface ExpectedTenancy {
  readonly landlordSiret: string;
  /** `surnamesKey` of the name. */
  readonly nameKey: string;
  readonly birthDate: LocalDate | null;
  readonly leaseStartsOn: LocalDate | null;
  readonly previousRentCents: number | null;
  readonly previousChargesCents: number | null;
  readonly ceilingCents: number | null;
}

/** What a roster knows about the file number, dwelling and landlord of a line. */
export interface RosterMatch {
  /** The tenancy under this file number and dwelling, also when another landlord has it. */
  readonly tenancy: ExpectedTenancy | null;
  readonly hasLandlord: boolean;
  readonly hasTenant: boolean;
  /** The landlord has this tenant, in any dwelling. */
  readonly hasTenantOfLandlord: boolean;
}
