import { OneOf, Shown, Text, TextList } from '@passerelle/http';
import type { Language } from '@passerelle/kernel';

import type { SealedContact } from './sealed-contact.entity.js';
import {
  CONTACT_SOURCES,
  type ContactSource,
  EMAIL_FORM,
  type LandlordContact,
} from './landlord-contact.js';

const LANGUAGES = ['fr', 'en'] as const;

export class PutContact {
  @Text({ max: 100, optional: true, nullable: true, description: 'Whom the message greets' })
  name?: string | null;

  @Text({
    max: 254,
    pattern: EMAIL_FORM,
    patternHint: { fr: 'une adresse électronique', en: 'an e-mail address' },
    optional: true,
    nullable: true,
  })
  email?: string | null;

  @TextList({
    max: 6,
    maxLength: 60,
    optional: true,
    nullable: true,
    description: 'The lines under the name on an envelope; written to where there is no e-mail',
  })
  addressLines?: string[] | null;

  @OneOf(LANGUAGES, { optional: true, description: 'By default `fr`' })
  language?: Language;
}

export class ContactView {
  @Shown()
  siret!: string;

  @Shown({ type: 'integer' })
  version!: number;

  @Shown({ type: String, nullable: true })
  name!: string | null;

  @Shown({ type: String, nullable: true })
  email!: string | null;

  @Shown({ type: [String], nullable: true })
  addressLines!: string[] | null;

  @Shown({ enum: LANGUAGES })
  language!: Language;

  @Shown({ enum: CONTACT_SOURCES, description: 'What was `given` no roster replaces' })
  source!: ContactSource;

  @Shown({ type: String, format: 'date-time' })
  updatedAt!: string;
}

export function contactOf(command: PutContact): LandlordContact {
  const { name = null, email = null, addressLines = null, language = 'fr' } = command;
  return { name, email, addressLines, language };
}

export function contactView(
  { siret, version, source, updatedAt }: SealedContact,
  { name, email, addressLines, language }: LandlordContact,
): ContactView {
  return {
    siret,
    version,
    name,
    email,
    addressLines: addressLines === null ? null : [...addressLines],
    language,
    source,
    updatedAt: updatedAt.toISOString(),
  };
}
