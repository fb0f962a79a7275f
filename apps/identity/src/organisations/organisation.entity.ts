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

/** A partner. */
@Entity({ name: 'organisations' })
export class Organisation {
  @IdColumn()
  id!: string;

  /** What its agents' tokens name it by. */
  @TextColumn('code')
  code!: string;

  @TextColumn('siret')
  siret!: string;

  @TextColumn('name')
  name!: string;

  @TextColumn('category')
  category!: OrganisationCategory;

  /** Who signs for it, by office rather than by name where possible. */
  @TextColumn('legal_representative', { nullable: true })
  legalRepresentative!: string | null;

  @InstantColumn('created_at')
  createdAt!: Date;

  @IntegerColumn('version')
  version!: number;
}
