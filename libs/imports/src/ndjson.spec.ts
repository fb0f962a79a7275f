import fc from 'fast-check';

import { parseStrictJsonText } from '@passerelle/http';

import { parseNdjsonLine } from './ndjson.js';

describe('parseNdjsonLine', () => {
  it.each([
    ['{"a":1,"a" :2}', 'duplicate-member'],
    ['{"a":"x","a":1}', 'duplicate-member'],
    ['{"a":1,"\\u0061":1}', 'duplicate-member'],
    ['{"__proto__":1}', 'unknown-member'],
    ['{"a":9007199254740993}', 'number-out-of-range'],
    ['{"a":1e999}', 'number-out-of-range'],
    ['{"a":"\\u0000"}', 'forbidden-character'],
    ['{"a":"\\ud800"}', 'forbidden-character'],
    ['{"a":1', 'malformed-json'],
    ['{"a":1}{"a":1}', 'malformed-json'],
    ['['.repeat(20_000), 'malformed-json'],
    ['[1]', 'not-an-object'],
    ['null', 'not-an-object'],
  ])('%.40s is %s', (line, code) => {
    expect(parseNdjsonLine(line)).toBe(code);
  });

  it('takes the quick way only where the strict parser would say the same', () => {
    const member = fc.constantFrom('"a"', '"b"', '"a" ', '"a:\\""', '"é"');
    const value = fc.constantFrom(
      '1',
      '"x"',
      '"\\"',
      '"a\\":"',
      'null',
      '1.5',
      '{}',
      '{"a":"b"}',
      '["a"]',
      '',
      '12345678901234567890',
    );
    const text = fc
      .array(fc.tuple(member, value), { maxLength: 4 })
      .map((members) => `{${members.map(([name, own]) => `${name}:${own}`).join(',')}}`);
    fc.assert(
      fc.property(text, (line) => {
        const mine = parseNdjsonLine(line);
        let strict: unknown = 'refused';
        try {
          strict = parseStrictJsonText(line);
        } catch {
          // Refused.
        }
        expect(typeof mine === 'string' ? 'refused' : mine).toEqual(strict);
      }),
      { numRuns: 5_000 },
    );
  });
});
