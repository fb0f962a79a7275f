import { canReceive, channelTo, NOBODY } from './person.js';

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
