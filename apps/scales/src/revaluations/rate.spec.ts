import { DomainError } from '@passerelle/kernel';
import { decimalText } from '../scales/decimal.js';
import { parseRate } from './rate.js';

describe('the rate of a revaluation', () => {
  it.each([
    ['0.046', '0.046'],
    ['0.0460', '0.0460'],
    ['0', '0'],
    ['0.015385', '0.015385'],
    ['-0.01', '-0.01'],
    [0.046, '0.046'],
    [0, '0'],
  ])('reads %j', (input, expected) => {
    expect(decimalText(parseRate(input))).toBe(expected);
  });

  it.each([
    '4,6',
    '46',
    46,
    '4.6',
    '1.046',
    1.046,
    '4,6 %',
    '',
    null,
    undefined,
    {},
    NaN,
    1e-7,
    '0.21',
  ])('refuses %j and says the expected form', (input) => {
    try {
      parseRate(input);
      throw new Error('accepted');
    } catch (error) {
      expect(error).toBeInstanceOf(DomainError);
      const { code, definition, fields } = error as DomainError;
      expect(code).toBe('scales/rate-form');
      expect(definition.detail?.fr).toContain('0.046');
      expect(fields[0]?.pointer).toBe('/rate');
    }
  });
});
