import { randomBytes } from 'node:crypto';

import { VaultService } from './vault.service.js';

const OLD = randomBytes(32).toString('base64');
const NEW = randomBytes(32).toString('base64');

const before = new VaultService({ masterKey: OLD, formerMasterKeys: [] });
const during = new VaultService({ masterKey: NEW, formerMasterKeys: [OLD] });
const after = new VaultService({ masterKey: NEW, formerMasterKeys: [] });

describe('a vault', () => {
  it('opens a value that it sealed, for the same purpose only', () => {
    const sealed = before.seal('2951099126111', 'identity of a');
    expect(before.open(sealed, 'identity of a').toString()).toBe('2951099126111');
    expect(() => before.open(sealed, 'identity of b')).toThrow();
    expect(sealed).not.toContain('2951099126111');
  });

  it('opens values under a former key until that key is taken away, and seals with the current key', () => {
    const sealed = before.seal('text', 'p');
    expect(during.open(sealed, 'p').toString()).toBe('text');
    expect(() => after.open(sealed, 'p')).toThrow(/no master key/);
    expect(after.open(during.seal('text', 'p'), 'p').toString()).toBe('text');
  });

  it('finds a value that was hashed under a former key', () => {
    expect(during.searchHashes('2951099126111')).toContain(before.searchHash('2951099126111'));
    expect(during.searchHash('2951099126111')).not.toBe(before.searchHash('2951099126111'));
  });

  it('has a key for each use', () => {
    expect(before.hash('audit', 'x').split('.')[1]).not.toBe(before.searchHash('x').split('.')[1]);
    expect(before.secret('captcha')).toHaveLength(64);
  });
});
