import fc from 'fast-check';

import { canReceive, channelTo, comparableName, NOBODY } from './person.js';

describe('comparableName', () => {
  it.each([
    ['Hérouville', 'HEROUVILLE'],
    ["D'Hérouville", 'd’herouville'],
    ["D'HEROUVILLE", 'D HEROUVILLE'],
    ['Le Goff-Martin', 'LE GOFF MARTIN'],
    ['LEGOFF', 'Le  Goff'],
    ['Lebœuf', 'LEBOEUF'],
    ['Ægir', 'aegir'],
    ['Søren', 'SOREN'],
    ['Łukasz', 'LUKASZ'],
    ['Đorđe', 'DORDE'],
    ['R2-D2', 'R2D2'],
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

describe('canReceive', () => {
  const address = { ...NOBODY, addressLines: ['1 rue de l’Exemple'] };

  it.each([
    ['email', { ...NOBODY, email: 'a@example.org' }, true],
    ['email', { ...address, phone: '+33600000000' }, false],
    ['sms', { ...NOBODY, phone: '+33600000000' }, true],
    ['sms', { ...address, email: 'a@example.org' }, false],
    ['letter', address, true],
    ['letter', { ...NOBODY, addressLines: [] }, false],
    ['letter', { ...NOBODY, email: 'a@example.org', phone: '+33600000000' }, false],
  ] as const)('%s of %j: %s', (channel, person, expected) => {
    expect(canReceive(person, channel)).toBe(expected);
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
    expect(channelTo(NOBODY, 'email')).toBeUndefined();
  });

  it('prefers e-mail to SMS, and SMS to a letter', () => {
    const reached = { ...person, addressLines: ['1 rue de l’Exemple'] };
    expect(channelTo(reached)).toBe('email');
    expect(channelTo({ ...reached, email: null })).toBe('sms');
    expect(channelTo({ ...reached, email: null, phone: null })).toBe('letter');
  });
});
