import { AddressLines, assertAddress, Field, Name, OneOf } from '@passerelle/http';
import type { Language } from '@passerelle/kernel';

import { EMAIL } from './landlord-contact.fields.js';
import type { LandlordContact } from './landlord-contact.js';

export const LANGUAGES = ['fr', 'en'] as const;

export class PutContact {
  @Name({
    max: 100,
    optional: true,
    nullable: true,
    description: 'The name that the message greets',
  })
  name?: string | null;

  @Field(EMAIL, { optional: true, nullable: true })
  email?: string | null;

  @AddressLines({
    optional: true,
    nullable: true,
    description:
      'The lines below the name on an envelope, at most 38 characters each, the postcode and town last, or the country abroad; used when there is no e-mail address',
  })
  addressLines?: string[] | null;

  @OneOf(LANGUAGES, { optional: true, description: 'By default `fr`' })
  language?: Language;
}

export function contactOf(command: PutContact): LandlordContact {
  const { name = null, email = null, addressLines = null, language = 'fr' } = command;
  assertAddress(addressLines);
  return { name, email, addressLines, language };
}
