import { randomBytes } from 'node:crypto';

import { seal, unseal } from './sealing.js';

describe('seal', () => {
  const key = randomBytes(32);
  const sealed = seal(Buffer.from('a private key'), key, 'signing-key k1');

  it('opens with the same key and purpose', () => {
    expect(unseal(sealed, key, 'signing-key k1').toString()).toBe('a private key');
  });

  it('hides what it holds, differently each time', () => {
    expect(Buffer.from(sealed, 'base64').includes('private')).toBe(false);
    expect(seal(Buffer.from('a private key'), key, 'signing-key k1')).not.toBe(sealed);
  });

  it('refuses another key, another purpose and altered bytes', () => {
    const altered = Buffer.from(sealed, 'base64');
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
    expect(() => unseal(sealed, randomBytes(32), 'signing-key k1')).toThrow();
    expect(() => unseal(sealed, key, 'signing-key k2')).toThrow();
    expect(() => unseal(altered.toString('base64'), key, 'signing-key k1')).toThrow();
  });
});
