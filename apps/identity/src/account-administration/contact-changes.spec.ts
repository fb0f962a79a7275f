import { NOBODY, type Person } from '../accounts/person.js';
import { contactNotices } from './contact-changes.js';

const person = (contacts: Partial<Person>): Person => ({ ...NOBODY, ...contacts });
const EMAIL = { email: 'old@example.org' };
const PHONE = { phone: '+33600000001' };
const ADDRESS = { addressLines: ['1 rue Haute', '44000 NANTES'] };

describe('contactNotices', () => {
  it.each([
    ['nothing changes', EMAIL, EMAIL, []],
    ['the name alone changes', EMAIL, { ...EMAIL, displayName: 'Camille' }, []],
    [
      'the e-mail address changes',
      EMAIL,
      { email: 'new@example.org' },
      ['email former by email', 'email new by email'],
    ],
    [
      'the telephone changes',
      { ...EMAIL, ...PHONE },
      { ...EMAIL, phone: '+33600000002' },
      ['phone former by sms', 'phone new by sms'],
    ],
    [
      'a first e-mail address is given beside a telephone',
      PHONE,
      { ...PHONE, ...EMAIL },
      ['email former by sms', 'email new by email'],
    ],
    ['the first contact is given', {}, EMAIL, ['email new by email']],
    ['a contact is taken away', { ...EMAIL, ...PHONE }, EMAIL, ['phone former by sms']],
    [
      'the postal address changes, and nothing else reaches the person',
      ADDRESS,
      { addressLines: ['2 rue Basse', '44000 NANTES'] },
      ['address former by letter', 'address new by letter'],
    ],
    [
      'a first postal address is given beside an e-mail address',
      EMAIL,
      { ...EMAIL, ...ADDRESS },
      ['address former by email'],
    ],
    [
      'all contacts change at once',
      { ...EMAIL, ...PHONE },
      { email: 'new@example.org', phone: '+33600000002' },
      ['email former by email', 'email new by email', 'phone former by sms', 'phone new by sms'],
    ],
  ])('%s', (_, before, after, expected) => {
    const notices = contactNotices(person(before), person(after));
    expect(
      notices.map(({ contact, place, channel }) => `${contact} ${place} by ${channel}`),
    ).toEqual(expected);
    for (const { place, to } of notices) {
      expect(to).toEqual(person(place === 'former' ? before : after));
    }
  });
});
