import { DomainError } from '@passerelle/kernel';

import { OperatorAccess } from './operator-access.js';

const TOKEN = 'a-token-of-thirty-two-characters';

describe('OperatorAccess', () => {
  it.each([
    ['no token', null, false, undefined, null],
    ['no token', null, false, 'Bearer whatever', null],
    ['no token, in production', null, true, undefined, 'request/unknown-path'],
    ['no token, in production', null, true, 'Bearer null', 'request/unknown-path'],
    ['a token', TOKEN, false, undefined, 'operator/token-required'],
    ['a token, in production', TOKEN, true, 'Bearer another', 'operator/token-required'],
    ['a token, in production', TOKEN, true, TOKEN, 'operator/token-required'],
    ['a token, in production', TOKEN, true, `Bearer ${TOKEN}x`, 'operator/token-required'],
    ['a token, in production', TOKEN, true, `Bearer ${TOKEN}`, null],
    ['a token, in production', TOKEN, true, `bearer  ${TOKEN}`, null],
  ])('%s (%s, production: %s), sent %s: %s', (_, token, production, sent, refusal) => {
    const access = new OperatorAccess(token, production);
    expect(access.admits(sent)).toBe(refusal === null);
    let code: string | null = null;
    try {
      access.assert(sent);
    } catch (error) {
      code = error instanceof DomainError ? error.code : String(error);
    }
    expect(code).toBe(refusal);
  });
});
