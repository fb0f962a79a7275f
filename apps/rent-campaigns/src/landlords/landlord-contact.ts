import type { MessageChannel, MessagePayload } from '@passerelle/contracts';
import type { Language } from '@passerelle/kernel';

/** The addresses of a landlord. A private owner is a person, so contacts are sealed wherever they are kept. */
export interface LandlordContact {
  readonly name: string | null;
  readonly email: string | null;
  /** The lines below the name on an envelope. */
  readonly addressLines: readonly string[] | null;
  readonly language: Language;
}

/** Given by the landlord or by staff, or taken from a roster. A roster never replaces a given contact. */
export const CONTACT_SOURCES = ['given', 'roster'] as const;
export type ContactSource = (typeof CONTACT_SOURCES)[number];

export const EMAIL_FORM = /^[^\s@"<>,;:\\]+@[^\s@"<>,;:\\]+\.[^\s@"<>,;:\\.]{2,}$/;

/** Whether a message can reach the landlord: a name alone is no address. */
export function hasAddress({ email, addressLines }: LandlordContact): boolean {
  return email !== null || (addressLines !== null && addressLines.length > 0);
}

/** E-mail comes before letter. Notifications receives only the address of the chosen channel. */
export function routeOf({ name, email, addressLines }: LandlordContact): {
  readonly channel: MessageChannel;
  readonly recipient: MessagePayload['recipient'];
} {
  const byLetter = email === null;
  return {
    channel: byLetter ? 'letter' : 'email',
    recipient: {
      name,
      email,
      phone: null,
      addressLines: byLetter && addressLines !== null ? [...addressLines] : null,
    },
  };
}
