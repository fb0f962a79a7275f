import type { MessageChannel } from '@passerelle/contracts';

import { channelTo, type Person } from '../accounts/person.js';

type Contact = 'email' | 'phone' | 'address';

/** A message that a contact has changed: to the person as they are reached by this channel. */
export interface ContactNotice {
  readonly contact: Contact;
  readonly place: 'former' | 'new';
  readonly channel: MessageChannel;
  readonly to: Person;
}

const CHANNEL_OF: Readonly<Record<Contact, MessageChannel>> = {
  email: 'email',
  phone: 'sms',
  address: 'letter',
};

/**
 * Who is told that the ways to reach a person have changed. Who takes an account over gives a contact of their own, so
 * the message goes to the former contact; where there was none, to another one that was known. It goes to the new one
 * as well, so that a mistake shows. A new postal address gets no letter where an e-mail or a text message tells it.
 */
export function contactNotices(before: Person, after: Person): ContactNotice[] {
  const changed = (['email', 'phone', 'address'] as const).filter(
    (contact) => textOf(before, contact) !== textOf(after, contact),
  );
  return changed.flatMap((contact) => {
    const channel = CHANNEL_OF[contact];
    const former = textOf(before, contact) === null ? channelTo(before) : channel;
    const formerNotice: ContactNotice[] =
      former === undefined ? [] : [{ contact, place: 'former', channel: former, to: before }];
    const isInformed = contact === 'address' && channelTo(after) !== 'letter';
    const newNotice: ContactNotice[] =
      textOf(after, contact) === null || isInformed
        ? []
        : [{ contact, place: 'new', channel, to: after }];
    return [...formerNotice, ...newNotice];
  });
}

/** The contact as one text; null for none. */
function textOf({ email, phone, addressLines }: Person, contact: Contact): string | null {
  switch (contact) {
    case 'email':
      return email;
    case 'phone':
      return phone;
    case 'address':
      return addressLines === null || addressLines.length === 0 ? null : addressLines.join('\n');
  }
}
