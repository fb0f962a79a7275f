import { OneOf, PageQuery, Text } from '@passerelle/http';

import { ORGANISATION_CATEGORIES, type OrganisationCategory } from './organisation.entity.js';

const SIRET = /^\d{14}$/;

export class CreateOrganisation {
  @Text({
    min: 14,
    max: 14,
    pattern: SIRET,
    patternHint: { fr: 'les 14 chiffres du SIRET', en: 'the 14 digits of the SIRET' },
    description: 'Check digit by Luhn; for La Poste, digits adding up to a multiple of five',
    example: '00000001800010',
  })
  siret!: string;

  @Text({ max: 200, example: 'CCAS de Nantes' })
  name!: string;

  @OneOf(ORGANISATION_CATEGORIES)
  category!: OrganisationCategory;

  @Text({ max: 200, optional: true, nullable: true })
  legalRepresentative?: string | null;

  @Text({
    max: 50,
    optional: true,
    pattern: /^[a-z0-9]+(-[a-z0-9]+)*$/,
    patternHint: { fr: 'minuscules, chiffres et tirets', en: 'small letters, digits and hyphens' },
    description: 'What tokens name the organisation by; the SIRET when left out',
  })
  code?: string;
}

export class ChangeOrganisation {
  @Text({ max: 200, optional: true })
  name?: string;

  @OneOf(ORGANISATION_CATEGORIES, { optional: true })
  category?: OrganisationCategory;

  @Text({ max: 200, optional: true, nullable: true })
  legalRepresentative?: string | null;
}

export class OrganisationsQuery extends PageQuery {
  @Text({ max: 14, optional: true, pattern: SIRET })
  siret?: string;
}
