import { ORGANISATION_CODE } from '@passerelle/contracts';
import { Name, OneOf, PageQuery, Siret, Text } from '@passerelle/http';

import { ORGANISATION_CATEGORIES, type OrganisationCategory } from './organisation.entity.js';

export class CreateOrganisation {
  @Siret({
    description:
      'The check digit follows Luhn; for La Poste, the sum of the digits is a multiple of five',
    example: '00000001800010',
  })
  siret!: string;

  @Name({ max: 200, example: 'CCAS de Nantes' })
  name!: string;

  @OneOf(ORGANISATION_CATEGORIES)
  category!: OrganisationCategory;

  @Name({ max: 200, optional: true, nullable: true })
  legalRepresentative?: string | null;

  @Text({
    max: 50,
    optional: true,
    pattern: ORGANISATION_CODE,
    patternHint: { fr: 'minuscules, chiffres et tirets', en: 'small letters, digits and hyphens' },
    description: 'The name of the organisation in tokens. The SIRET when left out',
  })
  code?: string;
}

export class ChangeOrganisation {
  @Name({ max: 200, optional: true })
  name?: string;

  @OneOf(ORGANISATION_CATEGORIES, { optional: true })
  category?: OrganisationCategory;

  @Name({ max: 200, optional: true, nullable: true })
  legalRepresentative?: string | null;
}

export class OrganisationsQuery extends PageQuery {
  @Siret({ optional: true })
  siret?: string;
}
