import fc from 'fast-check';
import {
  add,
  compareDecimals,
  decimal,
  decimalText,
  isDecimal,
  multiply,
  relativeChange,
  round,
  shortest,
} from './decimal.js';

const cents = fc.bigInt({ min: -1_000_000_000n, max: 1_000_000_000n });
const anyDecimal = fc.record({ units: cents, places: fc.integer({ min: 0, max: 6 }) });

describe('decimal', () => {
  it.each(['635.71', '0', '-0.0006', '12', '903.60', '0.000619'])('reads and writes %s', (text) => {
    expect(decimalText(decimal(text))).toBe(text);
  });

  it.each(['4,6', '', '.5', '5.', '1e3', '007', '+1', 'NaN', ' 1', '0.1234567890', '１'])(
    'refuses %j',
    (text) => {
      expect(isDecimal(text)).toBe(false);
      expect(() => decimal(text)).toThrow(RangeError);
    },
  );

  it.each([
    ['466.44278', 2, '466.44'],
    ['635.7065', 2, '635.71'],
    ['29.295', 2, '29.30'],
    ['-29.295', 2, '-29.30'],
    ['29.2949', 2, '29.29'],
    ['10843.2', 0, '10843'],
    ['0.5', 0, '1'],
    ['12', 2, '12.00'],
  ])('rounds %s to %i decimals: %s', (text, places, expected) => {
    expect(decimalText(round(decimal(text), places))).toBe(expected);
  });

  it.each([
    ['971.37', '1016.05', '0.0460'],
    ['607.75', '635.71', '0.0460'],
    ['59330', '62474', '0.0530'],
    ['100', '100.00', '0.0000'],
    ['2', '1', '-0.5000'],
  ])('from %s to %s the change is %s', (from, to, expected) => {
    const change = relativeChange(decimal(from), decimal(to));
    expect(change && decimalText(change)).toBe(expected);
  });

  it('knows no change from zero', () => {
    expect(relativeChange(decimal('0'), decimal('1'))).toBeNull();
  });

  it('multiplies without loss where floats lose: 0.1 × 3 = 0.3', () => {
    expect(decimalText(multiply(decimal('0.1'), decimal('3')))).toBe('0.3');
    expect(decimalText(add(decimal('0.1'), decimal('0.2')))).toBe('0.3');
    expect(decimalText(shortest(decimal('1.0460')))).toBe('1.046');
  });

  it('rounds to within half a unit, and a rounded number is left alone', () => {
    fc.assert(
      fc.property(anyDecimal, fc.integer({ min: 0, max: 4 }), (value, places) => {
        const rounded = round(value, places);
        expect(round(rounded, places)).toEqual(rounded);
        const difference = add(rounded, { units: -value.units, places: value.places });
        const doubled = { units: 2n * difference.units, places: difference.places };
        expect(compareDecimals(doubled, { units: 1n, places })).toBeLessThanOrEqual(0);
        expect(compareDecimals(doubled, { units: -1n, places })).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('keeps text and number in step', () => {
    fc.assert(
      fc.property(anyDecimal, (value) => {
        expect(compareDecimals(decimal(decimalText(value)), value)).toBe(0);
        expect(compareDecimals(shortest(value), value)).toBe(0);
      }),
    );
  });
});
