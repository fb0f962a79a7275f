import { type Role, ROLES } from '@passerelle/contracts';
import {
  AddressLines,
  FileNumber,
  Name,
  OneOf,
  PageQuery,
  SomeOf,
  Text,
  TextList,
} from '@passerelle/http';
import type { Language } from '@passerelle/kernel';

import { EMAIL_FORM, EMAIL_HINT, PHONE_FORM, PHONE_HINT } from '../accounts/contact-forms.js';
import { LANGUAGES } from './account.view.js';

/** The members that both `POST` and `PATCH` take. */
export class AccountMembers {
  @FileNumber({ optional: true, nullable: true, description: 'The dossier of a beneficiary' })
  fileNumber?: string | null;

  @Text({
    max: 50,
    optional: true,
    nullable: true,
    description: 'The organisation of a landlord or guardian',
  })
  organisation?: string | null;

  @TextList({
    max: 20,
    maxLength: 100,
    optional: true,
    description: 'The services of the Caf in whose name a `caf_agent` answers',
  })
  services?: string[];

  @OneOf(LANGUAGES, { optional: true, description: 'The language of messages; French by default' })
  language?: Language;

  @Name({
    max: 100,
    optional: true,
    nullable: true,
    description: 'The person gives this name at a password reset',
  })
  birthName?: string | null;

  @Name({ max: 200, optional: true, nullable: true })
  displayName?: string | null;

  @Text({
    max: 254,
    optional: true,
    nullable: true,
    pattern: EMAIL_FORM,
    patternHint: EMAIL_HINT,
  })
  email?: string | null;

  @Text({
    max: 16,
    optional: true,
    nullable: true,
    pattern: PHONE_FORM,
    patternHint: PHONE_HINT,
  })
  phone?: string | null;

  @AddressLines({
    optional: true,
    nullable: true,
    description:
      'Postal address below the name: lines of at most 38 characters, the postcode and town last, or the country abroad',
  })
  addressLines?: string[] | null;
}

export class CreateAccount extends AccountMembers {
  @Text({
    min: 3,
    max: 100,
    optional: true,
    pattern: /^[a-z0-9]+([._-][a-z0-9]+)*$/,
    patternHint: {
      fr: 'minuscules, chiffres, points, tirets',
      en: 'small letters, digits, dots, hyphens',
    },
    description: 'Made up when left out. A NIR is refused, because a NIR already signs in',
  })
  username?: string;

  @SomeOf(ROLES, { min: 1 })
  roles!: Role[];

  @Text({ max: 40, optional: true, description: '13 characters, or 15 with the key' })
  nir?: string;
}

export class ChangeAccount extends AccountMembers {
  @SomeOf(ROLES, { min: 1, optional: true })
  roles?: Role[];
}

export class AccountsQuery extends PageQuery {
  @OneOf(ROLES, { optional: true })
  role?: Role;

  @Text({ max: 100, optional: true })
  username?: string;

  @OneOf(['open', 'closed'], { optional: true })
  status?: 'open' | 'closed';
}
