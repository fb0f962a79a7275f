import type { MessageChannel } from '@passerelle/contracts';

/** What is known of a person. The whole is encrypted as one value. */
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

/**
 * The first channel that reaches a person.
 *
 * @param avoided a channel that may be in the wrong hands, taken only when no other reaches the person
 */
export function channelTo(person: Person, avoided?: MessageChannel): MessageChannel | undefined {
  const open = (['email', 'sms', 'letter'] as const).filter((way) => canReceive(person, way));
  return open.find((way) => way !== avoided) ?? open[0];
}
