import type { MessageChannel, MessagePayload } from '@passerelle/contracts';
import type { Language } from '@passerelle/kernel';

/** How a landlord is written to. That of an organisation is a person's too: sealed wherever it is kept. */
export interface LandlordContact {
  readonly name: string | null;
  readonly email: string | null;
  /** The lines under the name, as they are to stand on the envelope. */
  readonly addressLines: readonly string[] | null;
  readonly language: Language;
}

/** Given by the landlord or a member of staff, or brought by a roster; what was given stays. */
export const CONTACT_SOURCES = ['given', 'roster'] as const;
export type ContactSource = (typeof CONTACT_SOURCES)[number];

export const EMAIL_FORM = /^[^\s@"<>,;:\\]+@[^\s@"<>,;:\\]+\.[^\s@"<>,;:\\.]{2,}$/;

/** A contact that says nothing of where to write to is none. */
export function hasAddress({ email, addressLines }: LandlordContact): boolean {
  return email !== null || (addressLines !== null && addressLines.length > 0);
}

/** By e-mail where there is one, else by letter; of the rest notifications is told nothing. */
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
