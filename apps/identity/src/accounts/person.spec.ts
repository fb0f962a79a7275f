import fc from 'fast-check';

import { channelTo, comparableName, NOBODY } from './person.js';

describe('comparableName', () => {
  it.each([
    ['Hérouville', 'HEROUVILLE'],
    ["D'Hérouville", 'd’herouville'],
    ["D'HEROUVILLE", 'D HEROUVILLE'],
    ['Le Goff-Martin', 'LE GOFF MARTIN'],
    ['LEGOFF', 'Le  Goff'],
    ['Lebœuf', 'LEBOEUF'],
    ['Ægir', 'aegir'],
    ['Müller', 'MULLER'],
    ['Groß', 'GROSS'],
    ['Nuñez', 'nunez'],
    ['François', 'FRANC\u0327OIS'],
    ['  Durand ', 'durand'],
    ['Saint-Étienne', 'saint etienne'],
  ])('%s is %s', (one, other) => {
    expect(comparableName(one)).toBe(comparableName(other));
  });

  it.each([
    ['Durand', 'Durant'],
    ['Le Goff', 'Goff'],
    ['Martin', 'Martinez'],
    ['Ньютон', 'Ньютом'],
  ])('%s is not %s', (one, other) => {
    expect(comparableName(one)).not.toBe(comparableName(other));
  });

  it('is stable, and does not depend on case or separators', () => {
    const separator = fc.constantFrom(' ', '-', "'", '’', '.', '  ');
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zéèêëàâîïôûç]{1,8}$/), { minLength: 1 }),
        separator,
        (parts, by) => {
          const name = parts.join(by);
          expect(comparableName(comparableName(name))).toBe(comparableName(name));
          expect(comparableName(name.toUpperCase())).toBe(comparableName(parts.join('')));
        },
      ),
    );
  });
});

describe('channelTo', () => {
  const person = { ...NOBODY, email: 'a@example.org', phone: '+33600000000' };

  it('prefers another channel than the avoided channel', () => {
    expect(channelTo(person, 'email')).toBe('sms');
    expect(channelTo(person, 'sms')).toBe('email');
    expect(channelTo(person, 'letter')).toBe('email');
    expect(channelTo({ ...person, phone: null }, 'email')).toBe('email');
    expect(channelTo(NOBODY)).toBeUndefined();
  });
});
