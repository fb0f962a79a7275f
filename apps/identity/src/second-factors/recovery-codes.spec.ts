import { randomBytes } from 'node:crypto';

import { RECOVERY_CODE_SYMBOLS, recoveryCodeHash, recoveryCodeOf } from './recovery-codes.js';

describe('a recovery code', () => {
  it('has six groups of four symbols', () => {
    for (let run = 0; run < 100; run++) {
      expect(recoveryCodeOf(randomBytes(RECOVERY_CODE_SYMBOLS))).toMatch(
        /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){5}$/,
      );
    }
  });

  it.each([
    ['0123-4567-89AB-CDEF-GHJK-MNPQ', true],
    ['0123456789ABCDEFGHJKMNPQ', true],
    [' 0123 4567 89ab cdef ghjk mnpq ', true],
    ['oi23-4567-89ab-cdef-ghjk-mnpq', true],
    ['OL23-4567-89AB-CDEF-GHJK-MNPQ', true],
    ['0123-4567-89AB-CDEF-GHJK-MNPR', false],
    ['0123-4567-89AB-CDEF-GHJK-MNP', false],
    ['', false],
  ])('typed as "%s" is the code: %s', (typed, same) => {
    const kept = recoveryCodeHash('0123-4567-89AB-CDEF-GHJK-MNPQ');
    expect(recoveryCodeHash(typed) === kept).toBe(same);
  });
});
