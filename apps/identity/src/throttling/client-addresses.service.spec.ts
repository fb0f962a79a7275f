import type { HttpRequest } from '@passerelle/http';
import { readSettings } from '@passerelle/service-kit';

import { identitySettings } from '../identity.settings.js';
import { ClientAddressesService, networkOf } from './client-addresses.service.js';

describe('networkOf', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s belongs to %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('ClientAddresses', () => {
  const request = (forwarded?: string): HttpRequest =>
    ({
      ip: '10.0.0.1',
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    }) as unknown as HttpRequest;
  const behind = (proxies: string): ClientAddressesService =>
    new ClientAddressesService(
      readSettings(identitySettings, { IDENTITY_TRUSTED_PROXIES: proxies }),
    );

  it('ignores the header unless the settings name proxies', () => {
    expect(behind('0').of(request('198.51.100.1'))).toBe('10.0.0.1');
  });

  it('takes the address that the outermost trusted proxy saw, not an address that the caller wrote', () => {
    expect(behind('1').of(request('1.2.3.4, 198.51.100.1'))).toBe('198.51.100.1');
    expect(behind('2').of(request('1.2.3.4, 198.51.100.1, 10.0.0.2'))).toBe('198.51.100.1');
    expect(behind('1').of(request())).toBe('10.0.0.1');
  });
});
