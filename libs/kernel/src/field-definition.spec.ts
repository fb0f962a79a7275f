import {
  expectationOf,
  type FieldDefinition,
  FILE_NUMBER,
  limitsOf,
  SIRET,
} from './field-definition.js';

describe('a field definition', () => {
  it.each<[FieldDefinition, string]>([
    [{ type: 'text', max: 40 }, 'text of 1 to 40 characters'],
    [{ type: 'text', min: 2, max: 40 }, 'text of 2 to 40 characters'],
    [{ type: 'text' }, 'a text'],
    [FILE_NUMBER, 'a file number of 7 digits'],
    [SIRET, 'a SIRET of 14 digits'],
    [{ type: 'whole', max: 9 }, 'a whole number from 0 to 9'],
    [{ type: 'amount', unit: 'cents' }, 'an amount in whole cents'],
    [{ type: 'amount', unit: 'euros' }, 'an amount in euros, 512.34'],
    [{ type: 'day' }, 'an existing date, YYYY-MM-DD, from 1 January 1990 to 31 December 2100'],
    [{ type: 'instant' }, 'an RFC 3339 instant, for example 2024-03-28T08:30:00Z'],
    [{ type: 'flag' }, 'true or false'],
    [{ type: 'one-of', values: ['a', 'b'] }, 'one of: "a", "b"'],
  ])('%j says what it expects', (definition, english) => {
    expect(expectationOf(definition).en).toBe(english);
  });

  it('has limits where none are stated', () => {
    expect(limitsOf({ type: 'whole' })).toEqual({ min: 0, max: 2_147_483_647 });
    expect(limitsOf({ type: 'amount', unit: 'euros' })).toEqual({ min: 0, max: 100_000_000_000 });
    expect(limitsOf({ type: 'whole', min: 1, max: 2 })).toEqual({ min: 1, max: 2 });
  });
});
