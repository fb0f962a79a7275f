import { EMAIL_FORM, hasAddress, type LandlordContact, routeOf } from './landlord-contact.js';

const NOBODY: LandlordContact = { name: null, email: null, addressLines: null, language: 'fr' };
const EMAIL = 'gestion@bailleur.example';
const LINES = ['1 rue de l’Exemple', '44000 Nantes'];

it.each([
  [{}, false],
  [{ name: 'Agence' }, false],
  [{ addressLines: [] }, false],
  [{ email: EMAIL }, true],
  [{ addressLines: LINES }, true],
])('%p has an address: %p', (contact, expected) => {
  expect(hasAddress({ ...NOBODY, ...contact })).toBe(expected);
});

it.each([
  [{ email: EMAIL }, 'email', EMAIL, null],
  [{ email: EMAIL, addressLines: LINES }, 'email', EMAIL, null],
  [{ addressLines: LINES }, 'letter', null, LINES],
  [{}, 'letter', null, null],
])(
  '%p goes by %s, with the address of this channel only',
  (contact, channel, email, addressLines) => {
    expect(routeOf({ ...NOBODY, name: 'Agence', ...contact })).toEqual({
      channel,
      recipient: { name: 'Agence', email, phone: null, addressLines },
    });
  },
);

it.each([
  ['gestion@bailleur.example', true],
  ['a.b+c@sous.domaine.example', true],
  ['bailleur.example', false],
  ['a b@bailleur.example', false],
  ['a@b', false],
  ['a@b.c', false],
  ['a@b.fr', true],
  ['a@b.example, c@d.example', false],
])('%s is an e-mail address: %p', (text, expected) => {
  expect(EMAIL_FORM.test(text)).toBe(expected);
});
