import { applyDecorators } from '@nestjs/common';

import { ADDRESS_LINE_LENGTH, endsWithLocality, fitsAddressLine } from '@passerelle/kernel';

import { type Check, Checked, type FieldOptions, TextList } from './fields.js';

/** As many lines as the norm has (NF Z10-011). */
const MAX_LINES = 6;

const LENGTH: Check = {
  code: 'address-line-length',
  accepts: (value) => linesOf(value).every(fitsAddressLine),
  expects: {
    fr: `des lignes d’au plus ${String(ADDRESS_LINE_LENGTH)} caractères, ce qu’une enveloppe porte (La Poste, norme NF Z10-011)`,
    en: `lines of at most ${String(ADDRESS_LINE_LENGTH)} characters, what an envelope holds (La Poste, standard NF Z10-011)`,
  },
};

const LOCALITY: Check = {
  code: 'address-locality',
  accepts: (value) => linesOf(value).length === 0 || endsWithLocality(linesOf(value)),
  expects: {
    fr: 'en dernière ligne le code postal et la commune (« 44000 NANTES »), ou le pays pour une adresse à l’étranger',
    en: 'the postcode and the town on the last line ("44000 NANTES"), or the country of an address abroad',
  },
};

/** What is no list of texts is refused by the check of the list. */
function linesOf(value: unknown): string[] {
  return Array.isArray(value) && value.every((line) => typeof line === 'string') ? value : [];
}

/** A postal address that a letter can reach. An empty list is no address. */
export function AddressLines(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    TextList({ max: MAX_LINES, maxLength: 100, ...options }),
    Checked(LENGTH),
    Checked(LOCALITY),
  );
}
