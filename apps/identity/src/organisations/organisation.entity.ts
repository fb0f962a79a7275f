import { Entity } from 'typeorm';

import { IdColumn, InstantColumn, IntegerColumn, TextColumn } from '@passerelle/persistence';

export const ORGANISATION_CATEGORIES = [
  'municipality',
  'ccas',
  'department',
  'association',
  'landlord',
  'childcare',
  'public_service',
  'guardian',
  'other',
] as const;

export type OrganisationCategory = (typeof ORGANISATION_CATEGORIES)[number];

/** A partner of the Caf. */
@Entity({ name: 'organisations' })
export class Organisation {
  @IdColumn()
  id!: string;

  /** The name of the organisation in the tokens of its agents. */
  @TextColumn('code')
  code!: string;

  @TextColumn('siret')
  siret!: string;

  @TextColumn('name')
  name!: string;

  @TextColumn('category')
  category!: OrganisationCategory;

  /** The person who signs for the organisation: the office, rather than the name of the person. */
  @TextColumn('legal_representative', { nullable: true })
  legalRepresentative!: string | null;

  @InstantColumn('created_at')
  createdAt!: Date;

  @IntegerColumn('version')
  version!: number;
}
