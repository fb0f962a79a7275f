import { isSecretOf, isSlowHash, secretHash } from './client-secret.js';

const SECRET = 'q0Vx3Zk9mQ2yH7tR4nB8cL1sD6fG5jW0eA3uI9oP2kM';
const SLOW = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA';

describe('a client secret', () => {
  it.each<[string, string | null, boolean]>([
    [SECRET, secretHash(SECRET), true],
    [`${SECRET} `, secretHash(SECRET), false],
    ['', secretHash(SECRET), false],
    ['', null, false],
    [SECRET, null, false],
    [SECRET, SLOW, false],
  ])('%j with %j: %s', (secret, hash, expected) => {
    expect(isSecretOf(secret, hash)).toBe(expected);
  });

  it.each<[string | null, boolean]>([
    [SLOW, true],
    [secretHash(SECRET), false],
    [null, false],
  ])('%j is slow: %s', (hash, expected) => {
    expect(isSlowHash(hash)).toBe(expected);
  });
});
