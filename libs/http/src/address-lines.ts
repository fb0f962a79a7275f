import { ADDRESS_LINE_LENGTH, endsWithLocality } from '@passerelle/kernel';

import { type FieldOptions, TextList } from './fields.js';
import { requestErrors } from './request.errors.js';

/** As many lines as the norm has (NF Z10-011). */
const MAX_LINES = 6;

/** The lines of a postal address, as an envelope holds them. An empty list is no address. */
export function AddressLines(options: FieldOptions = {}): PropertyDecorator {
  const [lines, length] = [String(MAX_LINES), String(ADDRESS_LINE_LENGTH)];
  return TextList({
    max: MAX_LINES,
    maxLength: ADDRESS_LINE_LENGTH,
    expects: {
      fr: `au plus ${lines} lignes différentes d’au plus ${length} caractères, ce qu’une enveloppe porte (La Poste, norme NF Z10-011)`,
      en: `at most ${lines} different lines of at most ${length} characters, what an envelope holds (NF Z10-011)`,
    },
    ...options,
  });
}

/** @throws DomainError `request/address-without-locality` where no letter finds its way */
export function assertAddress(lines: readonly string[] | null | undefined): void {
  if (lines == null || lines.length === 0 || endsWithLocality(lines)) return;
  throw requestErrors.addressWithoutLocality();
}
