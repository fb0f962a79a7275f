import { TOTP } from 'otpauth';

import { newTotpSecret, stepOfCode, totpUri } from './totp.js';

/** The secret of RFC 6238, appendix B: "12345678901234567890". */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('a TOTP', () => {
  // RFC 6238, appendix B, SHA-1, the last six of eight digits.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
  ])('at second %d is %s', (second, code) => {
    expect(stepOfCode(SECRET, code, new Date(second * 1_000))).toBe(Math.floor(second / 30));
  });

  it.each([
    [-61, undefined],
    [-60, undefined],
    [-31, undefined],
    [-30, 37_037_036],
    [0, 37_037_036],
    [30, 37_037_036],
    [59, 37_037_036],
    [60, undefined],
  ])('of the step at second 1111111080 counts %d seconds later as step %s', (later, step) => {
    const start = 1_111_111_080;
    const code = TOTP.generate({ secret: secretOf(SECRET), timestamp: start * 1_000 });
    expect(stepOfCode(SECRET, code, new Date((start + later) * 1_000))).toBe(step);
  });

  it('has a new secret of 160 bits each time, and an address that names the installation', () => {
    const secrets = new Set(Array.from({ length: 100 }, newTotpSecret));
    expect(secrets.size).toBe(100);
    for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(totpUri(SECRET, 'Caf & vous', 'c.martin')).toBe(
      `otpauth://totp/Caf%20%26%20vous:c.martin?issuer=Caf%20%26%20vous&secret=${SECRET}&algorithm=SHA1&digits=6&period=30`,
    );
  });
});

function secretOf(base32: string) {
  return new TOTP({ secret: base32 }).secret;
}
