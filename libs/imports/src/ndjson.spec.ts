import fc from 'fast-check';

import { parseStrictJsonText } from '@passerelle/http';

import { NdjsonReader } from './ndjson.js';

const NAMES = ['a', 'b', 'é'];
const readerOf = (): NdjsonReader =>
  new NdjsonReader(new Map(NAMES.map((name, place) => [name, place])));

describe('NdjsonReader', () => {
  it.each([
    ['{"a":1,"a" :2}', 'duplicate-member'],
    ['{"a":"x","a":1}', 'duplicate-member'],
    ['{"a":null,"a":1}', 'duplicate-member'],
    ['{"a":1,"\\u0061":1}', 'duplicate-member'],
    ['{"__proto__":1}', 'unknown-member'],
    ['{"a":9007199254740993}', 'number-out-of-range'],
    ['{"a":1e999}', 'number-out-of-range'],
    ['{"a":"\\u0000"}', 'forbidden-character'],
    ['{"a":"\\ud800"}', 'forbidden-character'],
    ['{"a":"a\u0001"}', 'malformed-json'],
    ['{"a":1', 'malformed-json'],
    ['{"a":1,}', 'malformed-json'],
    ['{"a":01}', 'malformed-json'],
    ['{"a":1.}', 'malformed-json'],
    ['{"a":truer}', 'malformed-json'],
    ['{"a":1}{"a":1}', 'malformed-json'],
    ['['.repeat(20_000), 'malformed-json'],
    ['[1]', 'not-an-object'],
    ['null', 'not-an-object'],
  ])('%.40s is %s', (line, code) => {
    expect(readerOf().read(line)).toBe(code);
  });

  it('names members that are no columns', () => {
    const reader = readerOf();
    expect(reader.read('{"a":1,"x":1,"y":2}')).toEqual([1, undefined, undefined]);
    expect(reader.unknown).toEqual(['x', 'y']);
    expect(reader.read('{"é":{"x":1}}')).toEqual([undefined, undefined, { x: 1 }]);
    expect(reader.unknown).toEqual([]);
  });

  it('says of every line what the strict parser says, whatever lines came before', () => {
    const member = fc.constantFrom('"a"', '"b"', '"a" ', ' "b"', '"a:\\""', '"é"', '"\\u0061"');
    const value = fc.constantFrom(
      '1',
      ' -1.5e2 ',
      '-0',
      '0',
      '00',
      '"x"',
      ' "é" ',
      '"\\"',
      '"a\\":"',
      'null',
      'true',
      'false ',
      '1.5',
      '{}',
      '{"a":"b"}',
      '["a"]',
      '',
      '\t1',
      '12345678901234567890',
      '1e-400',
    );
    const ending = fc.constantFrom('}', '} ', ',}', '', '}}');
    const line = fc
      .tuple(fc.array(fc.tuple(member, value), { maxLength: 4 }), ending)
      .map(([members, end]) => `{${members.map((pair) => pair.join(':')).join(',')}${end}`);
    const strictly = (text: string): unknown => {
      try {
        const members = parseStrictJsonText(text) as Record<string, unknown>;
        return NAMES.map((name) => members[name]);
      } catch {
        return 'refused';
      }
    };
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines) => {
        const reader = readerOf();
        const read = lines.map((text) => {
          const fields = reader.read(text);
          return typeof fields === 'string' ? 'refused' : [...fields];
        });
        expect(read).toEqual(lines.map(strictly));
      }),
      { numRuns: 5_000 },
    );
  });
});
