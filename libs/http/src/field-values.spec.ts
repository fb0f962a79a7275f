import { type FieldDefinition, FILE_NUMBER, SIRET, YEAR } from '@passerelle/kernel';

import { acceptsValue, refusalCodeOf, schemaOf } from './field-values.js';

const NAME = { type: 'text', max: 5 } as const;
const RENT = { type: 'amount', unit: 'euros', max: 999_999 } as const;
const CHARGES = { type: 'amount', unit: 'cents', min: 1 } as const;
const STATUS = { type: 'one-of', values: ['present', 'departed'] } as const;

describe('the values of a field', () => {
  it.each<[FieldDefinition, readonly unknown[], readonly unknown[]]>([
    [NAME, ['a', 'abcde', ' a '], ['', '   ', 'abcdef', 5, null]],
    [{ ...NAME, min: 2 }, ['ab'], ['a']],
    [FILE_NUMBER, ['0000001'], ['1', '00000012', 1]],
    [SIRET, ['00000001800010'], ['0000000180001', '0000000180001a']],
    [YEAR, [2000, 2100], [1999, 2101, '2023', 2023.5]],
    [{ type: 'whole' }, [0, 2_147_483_647], [-1, 2_147_483_648]],
    [CHARGES, [1, 100_000_000_000], [0, 100_000_000_001, 1.5, '12']],
    [RENT, ['512,34', '512.3', '9999,99'], ['10000', '512,345', '-1', '', 512]],
    [{ type: 'day' }, ['2024-02-29'], ['2023-02-29', '29/02/2024']],
    [{ type: 'instant' }, ['2024-03-28T08:30:00Z'], ['2024-03-28', '2024-02-30T08:30:00Z']],
    [{ type: 'flag' }, [true, false], ['true', 0]],
    [STATUS, ['present'], ['gone', 'Present']],
  ])('%j', (definition, good, bad) => {
    expect(good.filter((value) => !acceptsValue(definition, value))).toEqual([]);
    expect(bad.filter((value) => acceptsValue(definition, value))).toEqual([]);
  });

  it.each<[FieldDefinition, object, string]>([
    [NAME, { type: 'string', minLength: 1, maxLength: 5 }, 'text'],
    [FILE_NUMBER, { type: 'string', pattern: '^\\d{7}$' }, 'file-number'],
    [YEAR, { type: 'integer', minimum: 2000, maximum: 2100 }, 'whole-number'],
    [CHARGES, { type: 'integer', format: 'int64', minimum: 1, maximum: 100_000_000_000 }, 'cents'],
    [RENT, { type: 'string', pattern: '^\\d{1,4}(?:[.,]\\d{1,2})?$' }, 'text'],
    [STATUS, { type: 'string', enum: ['present', 'departed'] }, 'one-of'],
    [
      { type: 'day' },
      {
        type: 'string',
        format: 'date',
        formatMinimum: '1990-01-01',
        formatMaximum: '2100-12-31',
      },
      'day',
    ],
    [{ type: 'instant' }, { type: 'string', format: 'date-time' }, 'instant'],
    [{ type: 'flag' }, { type: 'boolean' }, 'flag'],
  ])('%j as JSON Schema, and the code of a refusal', (definition, schema, code) => {
    expect(schemaOf(definition)).toEqual(schema);
    expect(refusalCodeOf(definition)).toBe(code);
  });
});
