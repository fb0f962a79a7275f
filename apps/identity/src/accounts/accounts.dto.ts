import { type Role, ROLES } from '@passerelle/contracts';
import { FileNumber, OneOf, PageQuery, Shown, SomeOf, Text, TextList } from '@passerelle/http';
import type { Language } from '@passerelle/kernel';

import { EMAIL_FORM, EMAIL_HINT, PHONE_FORM, PHONE_HINT } from './contact-forms.js';

const LANGUAGES = ['fr', 'en'] as const;

/** What `PATCH` may change and `POST` may give. */
export class AccountMembers {
  @FileNumber({ optional: true, nullable: true, description: 'The dossier of a beneficiary' })
  fileNumber?: string | null;

  @Text({ max: 50, optional: true, nullable: true, description: 'Of a landlord or guardian' })
  organisation?: string | null;

  @TextList({ max: 20, maxLength: 100, optional: true })
  services?: string[];

  @OneOf(LANGUAGES, { optional: true, description: 'Of messages; French by default' })
  language?: Language;

  @Text({ max: 100, optional: true, nullable: true, description: 'Compared at a password reset' })
  birthName?: string | null;

  @Text({ max: 200, optional: true, nullable: true })
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

  @TextList({
    max: 6,
    maxLength: 100,
    optional: true,
    nullable: true,
    description: 'Postal address',
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
    description: 'Made up when left out; never a NIR, which signs in too',
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

/** Nothing that says who the person is: for that see `/identity`. */
export class AccountView {
  @Shown({ format: 'uuid' })
  id!: string;

  @Shown()
  username!: string;

  @Shown({ enum: ROLES, isArray: true })
  roles!: readonly Role[];

  @Shown({ type: String, nullable: true })
  fileNumber!: string | null;

  @Shown({ type: String, nullable: true })
  organisation!: string | null;

  @Shown({ type: [String] })
  services!: readonly string[];

  @Shown({ enum: LANGUAGES })
  language!: Language;

  @Shown({ description: 'Whether a first password was chosen' })
  activated!: boolean;

  @Shown({ type: String, format: 'date-time', nullable: true })
  passwordChangedAt!: Date | null;

  @Shown({ type: String, format: 'date-time', nullable: true })
  lastUsedAt!: Date | null;

  @Shown({ type: String, format: 'date-time' })
  createdAt!: Date;

  @Shown({ type: String, format: 'date-time', nullable: true })
  closedAt!: Date | null;

  @Shown({ type: 'integer' })
  version!: number;
}

export class AccountIdentityView {
  @Shown({ description: 'Whether a NIR is known; it is never shown' })
  hasNir!: boolean;

  @Shown({ type: String, nullable: true })
  displayName!: string | null;

  @Shown({ type: String, nullable: true })
  email!: string | null;

  @Shown({ type: String, nullable: true })
  phone!: string | null;

  @Shown({ type: [String], nullable: true })
  addressLines!: readonly string[] | null;
}

export class OwnAccount {
  @Shown()
  username!: string;

  @Shown({ type: String, nullable: true })
  displayName!: string | null;

  @Shown({ type: String, format: 'date-time', nullable: true })
  passwordChangedAt!: Date | null;

  @Shown({ enum: ['ok', 'change_recommended', 'change_required'] })
  passwordStatus!: 'ok' | 'change_recommended' | 'change_required';

  @Shown({ type: String, format: 'date-time', nullable: true })
  lastUsedAt!: Date | null;
}

export class Me {
  @Shown({ format: 'uuid' })
  subject!: string;

  @Shown({ enum: ROLES, isArray: true })
  roles!: readonly Role[];

  @Shown({ type: [String] })
  scopes!: readonly string[];

  @Shown({ type: String, nullable: true, description: 'The dossier of a beneficiary' })
  fileNumber!: string | null;

  @Shown({ type: String, nullable: true })
  organisation!: string | null;

  @Shown({ type: [String], description: 'The services in whose name the person answers' })
  services!: readonly string[];

  @Shown({ type: String, nullable: true, description: 'Of a partner’s agent' })
  profile!: string | null;

  @Shown({ type: OwnAccount, nullable: true, description: 'Null for a batch client' })
  account!: OwnAccount | null;
}
