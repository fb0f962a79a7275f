import type { AuthenticationClass } from '@passerelle/contracts';

import { type AuthenticationDemand, assertAuthenticated, challengeOf } from './step-up.js';

const PASSWORD = 'urn:passerelle:acr:password';
const TWO_FACTORS = 'urn:passerelle:acr:two-factors';
const NOW = new Date('2027-05-03T08:00:00Z');

const signedIn = (acr: AuthenticationClass | null, secondsAgo: number | null) => ({
  acr,
  authenticatedAt: secondsAgo === null ? null : new Date(NOW.getTime() - secondsAgo * 1_000),
});

describe('a demand for a sign-in', () => {
  it.each<[AuthenticationClass | null, number | null, AuthenticationDemand, boolean]>([
    [TWO_FACTORS, 40_000, { acr: TWO_FACTORS }, true],
    [TWO_FACTORS, null, { acr: TWO_FACTORS }, true],
    [PASSWORD, 0, { acr: TWO_FACTORS }, false],
    [null, 0, { acr: TWO_FACTORS }, false],
    [TWO_FACTORS, 0, { acr: PASSWORD }, true],
    [PASSWORD, 900, { acr: PASSWORD, maxAgeSeconds: 900 }, true],
    [PASSWORD, 901, { acr: PASSWORD, maxAgeSeconds: 900 }, false],
    [TWO_FACTORS, 901, { acr: PASSWORD, maxAgeSeconds: 900 }, false],
    [PASSWORD, null, { acr: PASSWORD, maxAgeSeconds: 900 }, false],
    [null, 0, { acr: PASSWORD, maxAgeSeconds: 900 }, false],
  ])('by %s %s seconds ago for %j is met: %s', (acr, secondsAgo, demand, met) => {
    const ask = (): void => {
      assertAuthenticated(signedIn(acr, secondsAgo), demand, NOW);
    };
    if (met) expect(ask).not.toThrow();
    else expect(ask).toThrow('auth/insufficient-user-authentication');
  });

  it('is named in the challenge (RFC 9470)', () => {
    const refusal = (demand: AuthenticationDemand): string => {
      try {
        assertAuthenticated(signedIn(null, null), demand, NOW);
        return 'met';
      } catch (error) {
        return challengeOf(error as Parameters<typeof challengeOf>[0]);
      }
    };
    const begin =
      'Bearer error="insufficient_user_authentication", error_description="A stronger or more recent sign-in is required"';
    expect(refusal({ acr: TWO_FACTORS })).toBe(`${begin}, acr_values="${TWO_FACTORS}"`);
    expect(refusal({ acr: PASSWORD, maxAgeSeconds: 900 })).toBe(
      `${begin}, acr_values="${PASSWORD}", max_age="900"`,
    );
    expect(challengeOf({ code: 'auth/token-invalid', meta: {} })).toBe('Bearer');
  });
});
