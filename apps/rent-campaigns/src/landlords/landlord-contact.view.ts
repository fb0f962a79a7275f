import { Shown } from '@passerelle/http';
import type { Language } from '@passerelle/kernel';

import { CONTACT_SOURCES, type ContactSource, type LandlordContact } from './landlord-contact.js';
import { LANGUAGES } from './landlord-contacts.dto.js';
import type { SealedContact } from './sealed-contact.entity.js';

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

  @Shown({ enum: CONTACT_SOURCES, description: 'A roster never replaces a `given` contact' })
  source!: ContactSource;

  @Shown({ type: String, format: 'date-time' })
  updatedAt!: string;
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
