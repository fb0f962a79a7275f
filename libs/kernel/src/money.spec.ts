import fc from 'fast-check';

import { centsOfEuros, formatEuros } from './money.js';

describe('amounts of euros', () => {
  it('are exact to the cent, with comma or point', () => {
    fc.assert(
      fc.property(fc.nat({ max: 999_999_999 }), fc.constantFrom(',', '.'), (cents, mark) => {
        const decimals = String(cents % 100).padStart(2, '0');
        expect(centsOfEuros(`${String(Math.floor(cents / 100))}${mark}${decimals}`)).toBe(cents);
      }),
    );
  });

  it.each([
    ['512,34', 51_234],
    ['512.3', 51_230],
    ['0512', 51_200],
    ['0', 0],
    ['512,345', undefined],
    ['-1', undefined],
    ['1 234', undefined],
    ['', undefined],
  ])('%s in cents', (text, cents) => {
    expect(centsOfEuros(text)).toBe(cents);
  });

  it('are written as each language does', () => {
    expect(formatEuros(123_456, 'fr')).toBe('1\u202f234,56\u00a0€');
    expect(formatEuros(123_456, 'en')).toBe('€1,234.56');
  });
});
