import type { OpenAPIObject } from '@passerelle/service-kit';

import { type Answer, OpenApiMatcher } from './openapi-matcher.js';

const problem = (...codes: string[]) => ({
  description: '',
  content: {
    'application/problem+json': {
      schema: {
        allOf: [
          { $ref: '#/components/schemas/Problem' },
          { properties: { code: { enum: codes } } },
        ],
      },
    },
  },
});

const document = {
  openapi: '3.1.0',
  info: { title: 't', version: '1' },
  paths: {
    '/s/v1/things/{id}': {
      get: {
        responses: {
          200: {
            description: '',
            content: {
              'application/json': { schema: { $ref: '#/components/schemas/Thing' } },
              'text/csv': { schema: { type: 'string' } },
            },
          },
          404: problem('x', 's/gone'),
          409: { $ref: '#/components/responses/Busy' },
          503: {
            description: '',
            content: {
              'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
            },
          },
        },
      },
      delete: { responses: { 204: { description: '' } } },
    },
    '/s/v1/copies': {
      post: {
        responses: {
          202: {
            description: '',
            headers: { Location: { required: true, schema: { type: 'string' } } },
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
          },
        },
      },
    },
    '/s/v1/things/latest': { get: { responses: { 204: { description: '' } } } },
    '/s/.well-known/keys': { get: { responses: { 204: { description: '' } } } },
    '/s/v1/things': {
      get: {
        responses: {
          200: {
            description: '',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['items'],
                  properties: {
                    items: { type: 'array', items: { $ref: '#/components/schemas/Thing' } },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
  components: {
    responses: { Busy: problem('s/busy') },
    schemas: {
      Thing: {
        type: 'object',
        required: ['id', 'count', 'day', 'state', 'owner'],
        properties: {
          id: { type: 'string', format: 'uuid' },
          count: { type: 'integer', format: 'int64', minimum: 0 },
          day: { type: ['string', 'null'], format: 'date' },
          state: { type: 'string', enum: ['open', 'closed'] },
          at: { type: 'string', format: 'date-time' },
          owner: { anyOf: [{ $ref: '#/components/schemas/Owner' }, { type: 'null' }] },
          inline: { type: ['object', 'null'], properties: { a: { type: 'number' } } },
          free: { type: 'object', additionalProperties: { type: 'string' } },
        },
      },
      Owner: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
      Problem: {
        type: 'object',
        required: ['code'],
        properties: { code: { type: 'string' } },
      },
    },
  },
} as unknown as OpenAPIObject;

const thing = {
  id: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e11',
  count: 1,
  day: '2024-02-29',
  state: 'open',
  owner: { name: 'n' },
};

const json = (status: number, body: unknown): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  headers: {},
  body,
});

describe('OpenApiMatcher', () => {
  const matcher = new OpenApiMatcher(document);
  const PATH = `/s/v1/things/${thing.id}`;
  const faults = (answer: Answer, method = 'GET', path = PATH): string[] =>
    matcher.faults(method, path, answer);

  it.each([
    ['a whole answer', json(200, thing)],
    ['null where it may be', json(200, { ...thing, day: null, owner: null, inline: null })],
    [
      'what may be left out',
      json(200, { ...thing, at: '2024-01-01T00:00:00Z', free: { any: 'x' } }),
    ],
    [
      'another media type',
      { status: 200, type: 'text/csv; charset=utf-8', headers: {}, body: 'a;b' },
    ],
    [
      'a problem',
      { status: 404, type: 'application/problem+json', headers: {}, body: { code: 'x' } },
    ],
    ['304, which any GET may give', { status: 304, type: '', headers: {}, body: undefined }],
  ] as [string, Answer][])('admits %s', (_, answer) => {
    expect(faults(answer)).toEqual([]);
  });

  it('asks for the headers that an answer must have', () => {
    const made = { ...json(202, thing), headers: { location: '/s/v1/things/1' } };
    expect(faults(made, 'POST', '/s/v1/copies')).toEqual([]);
    expect(faults(json(202, thing), 'POST', '/s/v1/copies').join()).toMatch(/202 lacks Location/);
  });

  it.each([
    ['an undocumented status', json(201, thing), /201 is not documented/],
    ['a server error', json(500, {}), /500 is not documented/],
    [
      'a wrong media type',
      { status: 200, type: 'text/html', headers: {}, body: '<p>' },
      /does not document text\/html/,
    ],
    [
      'a problem as plain JSON',
      json(404, { code: 'x' }),
      /404 does not document application\/json/,
    ],
    [
      'no body where there is one',
      { status: 200, type: '', headers: {}, body: undefined },
      /does not document/,
    ],
    ['an extra member', json(200, { ...thing, nir: '1' }), /additional properties.*nir/],
    [
      'an extra member, deep',
      json(200, { ...thing, owner: { name: 'n', nir: '1' } }),
      /additional/,
    ],
    [
      'an extra member in an inline object that may be null',
      json(200, { ...thing, inline: { b: 1 } }),
      /additional/,
    ],
    ['a missing member', json(200, { ...thing, count: undefined }), /required property 'count'/],
    ['a wrong type', json(200, { ...thing, count: '1' }), /\/count must be integer/],
    ['a fraction', json(200, { ...thing, count: 1.5 }), /\/count must be integer/],
    ['a value out of range', json(200, { ...thing, count: -1 }), /\/count must be >= 0/],
    ['null where it may not be', json(200, { ...thing, id: null }), /\/id must be string/],
    ['a value beside the enumeration', json(200, { ...thing, state: 'ajar' }), /\/state/],
    [
      'an impossible day',
      json(200, { ...thing, day: '2024-02-30' }),
      /\/day must match format "date"/,
    ],
    ['an id that is none', json(200, { ...thing, id: '1' }), /\/id must match format "uuid"/],
    ['a list for an object', json(200, [thing]), /must be object/],
    ['a text for an object', json(200, 'x'), /must be object/],
    [
      'a problem without its code',
      { status: 404, type: 'application/problem+json', headers: {}, body: {} },
      /required property 'code'/,
    ],
  ] as [string, Answer, RegExp][])('finds fault with %s', (_, answer, reason) => {
    expect(faults(answer).join('\n')).toMatch(reason);
  });

  describe('the code of a problem', () => {
    const refusal = (status: number, code: string): Answer => ({
      status,
      type: 'application/problem+json',
      headers: {},
      body: { code },
    });

    it.each([
      [404, 's/gone'],
      [409, 's/busy'],
    ])('is admitted where the operation documents the code with the status: %d %s', (...given) => {
      expect(faults(refusal(...given))).toEqual([]);
    });

    it.each([
      ['the operation does not document', 404, 's/secret'],
      ['the operation documents with another status', 404, 's/busy'],
      ['a shared response does not document', 409, 's/gone'],
      ['no schema restricts', 503, 'x'],
    ])('is a fault when %s the code: %d %s', (_, status, code) => {
      expect(faults(refusal(status, code))).toEqual([
        `GET /s/v1/things/{id} ${String(status)} does not document the code ${code}`,
      ]);
    });
  });

  it('looks into lists', () => {
    const one = json(200, { items: [thing, { ...thing, nir: '1' }] });
    expect(faults(one, 'GET', '/s/v1/things?limit=2').join()).toMatch(
      /\/items\/1 must NOT have additional/,
    );
  });

  it('knows a method from another, and a path', () => {
    expect(faults({ status: 204, type: '', headers: {}, body: undefined }, 'DELETE')).toEqual([]);
    expect(faults(json(200, thing), 'DELETE')).not.toEqual([]);
    expect(faults(json(200, thing), 'PUT')).toEqual([`PUT ${PATH} is not documented`]);
    expect(faults(json(405, {}), 'PUT')).toEqual([]);
    expect(faults(json(200, thing), 'GET', '/s/v1/others')).toEqual([
      '/s/v1/others is not documented',
    ]);
    expect(faults(json(404, {}), 'GET', '/s/v1/others')).toEqual([]);
  });

  it('prefers the path that is spelled out, and takes no dot for any letter', () => {
    const empty = { status: 204, type: '', headers: {}, body: undefined };
    expect(faults(empty, 'GET', '/s/v1/things/latest')).toEqual([]);
    expect(faults(empty, 'GET', '/s/.well-known/keys')).toEqual([]);
    expect(faults(empty, 'GET', '/s/xwell-known/keys')).toEqual([
      '/s/xwell-known/keys is not documented',
    ]);
  });

  it('does not work from a document whose references lead nowhere', () => {
    const nameless = { ...document, components: { ...document.components, schemas: {} } };
    expect(() => new OpenApiMatcher(nameless as unknown as OpenAPIObject)).toThrow(/Thing/);
  });

  it('minds a body where none is documented', () => {
    expect(faults({ ...json(204, { nir: '1' }), type: '' }, 'DELETE')).not.toEqual([]);
  });
});
