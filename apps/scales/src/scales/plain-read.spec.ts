import { isLocalDate } from '@passerelle/kernel';
import fc from 'fast-check';

import { plainRead } from './plain-read.js';

describe('a plain read', () => {
  it.each([
    ['/scales/v1/scales', {}],
    ['/scales/v1/scales?on=2024-05-12', { on: '2024-05-12' }],
    ['/scales/v1/scales/rsa', { code: 'rsa' }],
    ['/scales/v1/scales/pn-ab?on=2024-02-29', { code: 'pn-ab', on: '2024-02-29' }],
    [
      '/scales/v1/scales/ars/parameters/ars_amount_6_10?on=2024-05-12',
      { code: 'ars', series: { kind: 'parameter', key: 'ars_amount_6_10' }, on: '2024-05-12' },
    ],
    [
      '/scales/v1/scales/rsa/tables/family_flat_amounts',
      { code: 'rsa', series: { kind: 'table', key: 'family_flat_amounts' } },
    ],
  ])('is %s', (url, expected) => {
    expect(plainRead(url)).toEqual(expected);
  });

  it.each([
    '/scales/v1/scales/',
    '/scales/v1/scales/rsa/',
    '/scales/v1/scales/rsa/tables',
    '/scales/v1/scales/rsa/history',
    '/scales/v1/scales/rsa?on=2023-02-29',
    '/scales/v1/scales/rsa?on=2024-00-10',
    '/scales/v1/scales/rsa?on=0000-01-01',
    '/scales/v1/scales/rsa?on=2024-05-12&knownOn=2024-05-12',
    '/scales/v1/scales/rsa?knownOn=2024-05-12',
    '/scales/v1/scales/rsa?on=',
    '/scales/v1/scales/%72sa',
    '/scales/v1/scales/RSA',
    '/scales/v1/scales/rsa/parameters/base_amount?',
  ])('is not %s', (url) => {
    expect(plainRead(url)).toBeUndefined();
  });

  it('takes the days that exist within the limits of scales, and no others', () => {
    const two = (n: number) => String(n).padStart(2, '0');
    fc.assert(
      fc.property(fc.integer({ min: 1_850, max: 2_150 }), fc.nat(15), fc.nat(35), (y, m, d) => {
        const day = `${String(y).padStart(4, '0')}-${two(m)}-${two(d)}`;
        const read = plainRead(`/scales/v1/scales/rsa?on=${day}`);
        const isWithin = '1900-01-01' <= day && day <= '2100-12-31';
        expect(read !== undefined).toBe(isLocalDate(day) && isWithin);
      }),
    );
  });
});
