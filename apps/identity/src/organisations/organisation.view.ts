import { Shown } from '@passerelle/http';

import { ORGANISATION_CATEGORIES, type OrganisationCategory } from './organisation.entity.js';

export class OrganisationView {
  @Shown({ format: 'uuid' })
  id!: string;

  @Shown({ description: 'The claim `organisation` in the tokens of the agents' })
  code!: string;

  @Shown()
  siret!: string;

  @Shown()
  name!: string;

  @Shown({ enum: ORGANISATION_CATEGORIES })
  category!: OrganisationCategory;

  @Shown({ type: String, nullable: true })
  legalRepresentative!: string | null;

  @Shown({ type: String, format: 'date-time' })
  createdAt!: Date;

  @Shown({ type: 'integer' })
  version!: number;
}
