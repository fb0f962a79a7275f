import 'reflect-metadata';

import { acceptsValue, Field } from '@passerelle/http';

import { columnList, describedColumns, lineSchema } from './column-documents.js';
import { importFile } from './column.js';
import { type LineFault, LineUnderReview } from './import-line.js';
import { ReceivesImport } from './import-routes.js';
import { RowReader } from './row-reader.js';

const COTENANTS = {
  type: 'whole',
  min: 1,
  max: 100,
  description: 'Tenants, this one included',
} as const;

const RENTS = importFile({
  kind: 'rents',
  formats: ['csv', 'ndjson'],
  columns: {
    cotenants: { value: COTENANTS, aliases: ['nb_colocataires'], required: true },
    rent: { value: { type: 'amount', unit: 'euros', max: 99_999 } },
    status: { value: { type: 'one-of', values: ['present', 'departed'] } },
    notes: {
      value: { type: 'list', max: 3, members: { text: { value: { type: 'text', max: 5 } } } },
    },
  },
});

function codesOf(member: object): string[] {
  const faults: LineFault[] = [];
  const { columns } = RENTS;
  const line = new LineUnderReview(new RowReader(columns, 'ndjson'), (fault) => faults.push(fault));
  const given = new Map<string, unknown>(Object.entries({ cotenants: 2, ...member }));
  line.take(
    1,
    Object.keys(columns).map((name) => given.get(name)),
  );
  line.read();
  return faults.map(({ field, code }) => `${String(field)} ${code}`);
}

describe('the declaration of a column', () => {
  it('says which values of a line are read', () => {
    expect(codesOf({ cotenants: 100, rent: 999.99, status: 'departed' })).toEqual([]);
    expect(codesOf({ cotenants: 101 })).toEqual(['cotenants whole-number']);
    expect(codesOf({ cotenants: null })).toEqual(['cotenants required']);
    expect(codesOf({ rent: '1000,00', status: 'gone' })).toEqual(['rent amount', 'status one-of']);
    expect(codesOf({ notes: [{ text: 'abcdef' }] })).toEqual(['notes.0.text text']);
  });

  it('says what the OpenAPI document shows of a line', () => {
    expect(lineSchema(RENTS.columns)).toEqual({
      type: 'object',
      additionalProperties: false,
      required: ['cotenants'],
      properties: {
        cotenants: {
          type: 'integer',
          minimum: 1,
          maximum: 100,
          description: 'Tenants, this one included',
        },
        rent: { type: ['number', 'string', 'null'], pattern: '^\\d{1,3}(?:[.,]\\d{1,2})?$' },
        status: { type: ['string', 'null'], enum: ['present', 'departed', null] },
        notes: {
          type: ['array', 'null'],
          maxItems: 3,
          items: {
            type: 'object',
            additionalProperties: false,
            required: [],
            properties: { text: { type: ['string', 'null'], minLength: 1, maxLength: 5 } },
          },
        },
      },
    });
  });

  it('is in the document of the route that takes the file', () => {
    class Controller {
      @ReceivesImport({ service: 'rents', file: RENTS, description: 'One tenant.', example: '' })
      receive(): void {
        // The route is described, not called.
      }
    }
    const parameters = Reflect.getMetadata('swagger/apiParameters', Controller.prototype.receive);
    const body = (parameters as { in: string; schema?: object }[]).find((one) => one.in === 'body');
    expect(body?.schema).toMatchObject({
      description: `One tenant.\n\n${columnList(RENTS.columns)}`,
      'x-line': lineSchema(RENTS.columns),
    });
    expect(columnList(RENTS.columns).split('\n')).toEqual([
      '- `cotenants` (in CSV also `nb_colocataires`): required, a whole number from 1 to 100. Tenants, this one included',
      '- `rent`: an amount in euros, 512.34',
      '- `status`: one of: present, departed',
      '- `notes`: a list of at most 3 objects',
      '- `notes[].text`: text of 1 to 5 characters',
    ]);
  });

  it('says what the generated page shows', () => {
    expect(describedColumns(RENTS.columns)[0]).toEqual({
      name: 'cotenants',
      aliases: ['nb_colocataires'],
      required: true,
      expects: { fr: 'un nombre entier de 1 à 100', en: 'a whole number from 1 to 100' },
      description: 'Tenants, this one included',
      value: COTENANTS,
    });
    expect(describedColumns(RENTS.columns).map(({ name }) => name)).toEqual([
      'cotenants',
      'rent',
      'status',
      'notes',
      'notes[].text',
    ]);
  });

  it('accepts what a request with the same field accepts', () => {
    class Request {
      @Field(COTENANTS)
      cotenants!: number;
    }
    const shown = Reflect.getMetadata(
      'swagger/apiModelProperties',
      Request.prototype,
      'cotenants',
    ) as object;
    expect(shown).toMatchObject({
      type: 'integer',
      minimum: 1,
      maximum: 100,
      description: COTENANTS.description,
    });
    for (const value of [0, 1, 100, 101, 1.5, '1']) {
      expect(codesOf({ cotenants: value }).length === 0).toBe(acceptsValue(COTENANTS, value));
    }
  });
});
