import type { MessageChannel } from '@passerelle/contracts';

/** What is known of a person, as it is encrypted. */
export interface Person {
  readonly nir: string | null;
  readonly birthName: string | null;
  readonly displayName: string | null;
  readonly email: string | null;
  /** E.164. */
  readonly phone: string | null;
  readonly addressLines: readonly string[] | null;
}

export const NOBODY: Person = {
  nir: null,
  birthName: null,
  displayName: null,
  email: null,
  phone: null,
  addressLines: null,
};

/**
 * A birth name as it is compared: Éloïse D'Hérouville-Le Goff may write hers without accents, in capitals,
 * with blanks or hyphens, with a straight apostrophe or none.
 */
export function comparableName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replaceAll('Œ', 'OE')
    .replaceAll('Æ', 'AE')
    .replaceAll('Ø', 'O')
    .replaceAll('Ł', 'L')
    .replaceAll('Đ', 'D')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

export function canReceive(person: Person, channel: MessageChannel): boolean {
  switch (channel) {
    case 'email':
      return person.email !== null;
    case 'sms':
      return person.phone !== null;
    case 'letter':
      return person.addressLines !== null && person.addressLines.length > 0;
  }
}

/** The first way to reach a person, other than one that may be in the wrong hands if there is another. */
export function channelTo(person: Person, avoided?: MessageChannel): MessageChannel | undefined {
  const open = (['email', 'sms', 'letter'] as const).filter((way) => canReceive(person, way));
  return open.find((way) => way !== avoided) ?? open[0];
}
