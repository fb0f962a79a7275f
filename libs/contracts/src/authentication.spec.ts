import { authenticationClass, type AuthenticationMethod } from './authentication.js';

describe('authenticationClass', () => {
  it.each<[AuthenticationMethod[], string | null]>([
    [[], null],
    [['pwd'], 'urn:passerelle:acr:password'],
    [['pwd', 'otp'], 'urn:passerelle:acr:password'],
    [['pwd', 'otp', 'mfa'], 'urn:passerelle:acr:two-factors'],
    [['hwk', 'mfa'], 'urn:passerelle:acr:two-factors'],
    [['mfa', 'swk', 'pwd'], 'urn:passerelle:acr:two-factors'],
  ])('of %j is %s', (methods, expected) => {
    expect(authenticationClass(methods)).toBe(expected);
  });
});
