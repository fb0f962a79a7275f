import { Entity, PrimaryColumn } from 'typeorm';

import type { LocalDate } from '@passerelle/kernel';
import { BooleanColumn, CentsColumn, DateColumn, TextColumn } from '@passerelle/persistence';
import type { LandlordKind } from '../landlords/landlord.js';
import type { AidPayee } from '../tenancies/tenancy.js';
import type { ExpectedTenancy } from './expected-tenancy.js';

/** An expected tenant: the tenancy as the Caf knows it (domain R5.8). */
@Entity({ name: 'roster_entries' })
export class RosterEntry implements ExpectedTenancy {
  /** The import that brought the entry: a roster replaces the former roster as a whole. */
  @PrimaryColumn({ type: 'uuid', name: 'roster_id' })
  rosterId!: string;

  @PrimaryColumn({ type: 'text', name: 'file_number' })
  fileNumber!: string;

  @PrimaryColumn({ type: 'text', name: 'dwelling_ref' })
  dwellingRef!: string;

  @TextColumn('landlord_siret')
  landlordSiret!: string;

  @TextColumn('landlord_kind')
  landlordKind!: LandlordKind;

  /** `surnamesKey` of the name; the name itself stays in the dossier. */
  @TextColumn('name_key')
  nameKey!: string;

  @DateColumn('birth_date', { nullable: true })
  birthDate!: LocalDate | null;

  @DateColumn('lease_starts_on', { nullable: true })
  leaseStartsOn!: LocalDate | null;

  @BooleanColumn('shared_tenancy')
  sharedTenancy!: boolean;

  /** Last year’s July rent, without charges. */
  @CentsColumn('previous_rent_cents', { nullable: true })
  previousRentCents!: number | null;

  @CentsColumn('previous_charges_cents', { nullable: true })
  previousChargesCents!: number | null;

  /** The highest rent that the aid takes into account in this municipality. */
  @CentsColumn('ceiling_cents', { nullable: true })
  ceilingCents!: number | null;

  /** Monthly aid: the threshold of arrears depends on it (R824-1 CCH; domain R1.7). */
  @CentsColumn('aid_cents', { nullable: true })
  aidCents!: number | null;

  @TextColumn('aid_paid_to', { nullable: true })
  aidPaidTo!: AidPayee | null;
}
