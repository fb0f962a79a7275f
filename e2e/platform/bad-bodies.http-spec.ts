import { ENTRY, ledger } from '../../libs/testing/test/ledger.js';
import { TestService } from '@passerelle/testing';

import { asMediator, problemOf, send } from './calls.js';

const text = (value: unknown): string => JSON.stringify(value);
const withLabel = (literal: string): string =>
  `{"label":${literal},"amount":1,"details":{"note":"n"},"day":"2024-01-01"}`;
const withAmount = (literal: string): string =>
  `{"label":"l","amount":${literal},"details":{"note":"n"},"day":"2024-01-01"}`;
const withDay = (day: string): string => text({ ...ENTRY, day });
const deep = (open: string, close: string): string =>
  `{"label":"l","surprise":${open.repeat(20_000)}1${close.repeat(20_000)}}`;

const members = (count: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`m${String(n)}`, 0]));

/** Name, bytes, code of the problem, pointers of its `errors`. */
type Case = [string, string | Uint8Array, string, string[]?];

const SYNTAX: readonly Case[] = [
  ['an empty body', '', 'request/malformed-json'],
  ['blanks only', ' \n ', 'request/malformed-json'],
  ['half a document', '{"label":"l"', 'request/malformed-json'],
  ['two documents', `${text(ENTRY)}${text(ENTRY)}`, 'request/malformed-json'],
  ['a trailing comma', '{"label":"l",}', 'request/malformed-json'],
  ['a comment', '{/* */"label":"l"}', 'request/malformed-json'],
  ['single quotes', "{'label':'l'}", 'request/malformed-json'],
  ['a bare word', '{label:"l"}', 'request/malformed-json'],
  ['NaN', withAmount('NaN'), 'request/malformed-json'],
  ['a leading zero', withAmount('01'), 'request/malformed-json'],
  ['hexadecimal', withAmount('0x10'), 'request/malformed-json'],
  ['a raw line break in a string', withLabel('"a\nb"'), 'request/malformed-json'],
  ['an unknown escape', withLabel('"\\x41"'), 'request/malformed-json'],
  ['an unfinished escape', withLabel('"\\u12"'), 'request/malformed-json'],
  ['a byte order mark', `\ufeff${text(ENTRY)}`, 'request/malformed-json'],
  ['UTF-16', Buffer.from(text(ENTRY), 'utf16le'), 'request/invalid-utf8'],
  ['a member twice', '{"label":"a","label":"b"}', 'request/duplicate-key'],
  ['a member twice, once escaped', '{"label":"a","l\\u0061bel":"b"}', 'request/duplicate-key'],
  ['a member twice, deep', '{"details":{"note":"a","note":"a"}}', 'request/duplicate-key'],
  ['__proto__', '{"__proto__":{"label":"a"}}', 'request/forbidden-member'],
  ['__proto__ escaped, deep', '{"details":{"__pr\\u006fto__":1}}', 'request/forbidden-member'],
  ['constructor', text({ ...ENTRY, constructor: 1 }), 'request/forbidden-member'],
  ['constructor, deep', text({ ...ENTRY, more: { constructor: 'a' } }), 'request/forbidden-member'],
  ['toString', text({ ...ENTRY, toString: 1 }), 'request/forbidden-member'],
  ['hasOwnProperty', text({ ...ENTRY, hasOwnProperty: 1 }), 'request/forbidden-member'],
  ['1e999', withAmount('1e999'), 'request/number-out-of-range'],
  ['-1e999', withAmount('-1e999'), 'request/number-out-of-range'],
  ['2^53 + 1', withAmount('9007199254740993'), 'request/number-out-of-range'],
  ['a number of 5,000 digits', withAmount('9'.repeat(5_000)), 'request/number-out-of-range'],
  ['objects 20,000 deep', deep('{"a":', '}'), 'request/too-deep'],
  ['arrays 20,000 deep', deep('[', ']'), 'request/too-deep'],
  ['101 members', text(members(101)), 'request/too-many-members'],
  ['101 members, deep', text({ details: members(101) }), 'request/too-many-members'],
  ['10,001 values', text({ a: Array(10_000).fill(0) }), 'request/too-many-values'],
  ['a NUL escape', withLabel('"a\\u0000b"'), 'request/forbidden-character'],
  ['a NUL byte', withLabel('"a\0b"'), 'request/forbidden-character'],
  ['a NUL in a name', '{"a\\u0000":1}', 'request/forbidden-character'],
  ['a lone high surrogate', withLabel('"\\ud83d"'), 'request/forbidden-character'],
  ['a lone low surrogate', withLabel('"\\udf93x"'), 'request/forbidden-character'],
  ['surrogates the wrong way round', withLabel('"\\udf93\\ud83c"'), 'request/forbidden-character'],
  ['a lone surrogate in a name', '{"\\ud83d":1}', 'request/forbidden-character'],
  ['Latin-1', Buffer.from(withLabel('"é"'), 'latin1'), 'request/invalid-utf8'],
  ['an overlong NUL', bytesIn(0xc0, 0x80), 'request/invalid-utf8'],
  ['a surrogate in UTF-8', bytesIn(0xed, 0xa0, 0x80), 'request/invalid-utf8'],
  ['beyond U+10FFFF', bytesIn(0xf4, 0x90, 0x80, 0x80), 'request/invalid-utf8'],
  ['a cut sequence', bytesIn(0xe2, 0x82), 'request/invalid-utf8'],
];

const SCHEMA: readonly Case[] = [
  ['null', 'null', 'request/validation-failed', ['']],
  ['an array', '[]', 'request/validation-failed', ['']],
  ['a string', '"a"', 'request/validation-failed', ['']],
  ['a number', '1', 'request/validation-failed', ['']],
  ['true', 'true', 'request/validation-failed', ['']],
  ['nothing', '{}', 'request/validation-failed', ['/amount', '/day', '/details', '/label']],
  [
    'an unknown member',
    text({ ...ENTRY, surprise: 1 }),
    'request/validation-failed',
    ['/surprise'],
  ],
  [
    'a member of the server',
    text({ ...ENTRY, version: 9 }),
    'request/validation-failed',
    ['/version'],
  ],
  [
    'an unknown member, deep',
    text({ ...ENTRY, details: { note: 'n', 'a/b~': 1 } }),
    'request/validation-failed',
    ['/details/a~1b~0'],
  ],
  ['then', text({ ...ENTRY, then: 1 }), 'request/validation-failed', ['/then']],
  ['null for a member', text({ ...ENTRY, label: null }), 'request/validation-failed', ['/label']],
  ['a number for a text', text({ ...ENTRY, label: 1 }), 'request/validation-failed', ['/label']],
  [
    'an object for a text',
    text({ ...ENTRY, label: { length: 3 } }),
    'request/validation-failed',
    ['/label'],
  ],
  ['blanks for a text', text({ ...ENTRY, label: '   ' }), 'request/validation-failed', ['/label']],
  [
    'a text too long',
    text({ ...ENTRY, label: 'x'.repeat(201) }),
    'request/validation-failed',
    ['/label'],
  ],
  [
    'a text for a number',
    text({ ...ENTRY, amount: '1' }),
    'request/validation-failed',
    ['/amount'],
  ],
  ['a fraction', text({ ...ENTRY, amount: 1.5 }), 'request/validation-failed', ['/amount']],
  ['2^31', text({ ...ENTRY, amount: 2 ** 31 }), 'request/validation-failed', ['/amount']],
  [
    '-2^31 - 1',
    text({ ...ENTRY, amount: -(2 ** 31) - 1 }),
    'request/validation-failed',
    ['/amount'],
  ],
  [
    'an array for an object',
    text({ ...ENTRY, details: [] }),
    'request/validation-failed',
    ['/details'],
  ],
  [
    'a list with an object for an object',
    text({ ...ENTRY, details: [{ note: 'n' }] }),
    'request/validation-failed',
    ['/details'],
  ],
  [
    'a text for an object',
    text({ ...ENTRY, details: 'n' }),
    'request/validation-failed',
    ['/details'],
  ],
  [
    'a member of an object',
    text({ ...ENTRY, details: { note: 3 } }),
    'request/validation-failed',
    ['/details/note'],
  ],
  ...[
    '2024-02-30',
    '2023-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-01-00',
    '2024-W10-4',
    '2024-W10',
    '2024-060',
    '20240301',
    '2024-3-1',
    '24-03-01',
    '2024-03-01T00:00:00Z',
    ' 2024-03-01',
    '2024-03-01 ',
    '0000-01-01',
    '-0001-01-01',
    '+010000-01-01',
    '10000-01-01',
    'today',
    '',
    '２０２４-03-01',
    '2024-03-01[u-ca=hebrew]',
  ].map((day): Case => [
    `the day ${JSON.stringify(day)}`,
    withDay(day),
    'request/validation-failed',
    ['/day'],
  ]),
  ['a number for a day', text({ ...ENTRY, day: 20240301 }), 'request/validation-failed', ['/day']],
];

function bytesIn(...bytes: number[]): Uint8Array {
  const [before = '', after = ''] = withLabel('"@"').split('@');
  return Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
}

describe('bodies that are refused', () => {
  let test: TestService;
  let headers: Record<string, string>;

  beforeAll(async () => {
    test = await TestService.start(ledger);
    headers = await asMediator(test);
  });

  // None of the requests may have stored a row, complete or damaged.
  afterAll(async () => {
    const [rows] = await test.transactions.read<{ count: number }>(
      'select count(*)::int from entries',
    );
    const failures = test.logLines.filter((line) => line.includes('a request failed'));
    await test.stop();
    expect({ rows: rows?.count, failures }).toEqual({ rows: 0, failures: [] });
  });

  it.each([...SYNTAX, ...SCHEMA])('%s', async (_, body, code, pointers = []) => {
    const answer = await send(test.origin, { body, headers });
    const problem = problemOf(answer);
    expect({ status: answer.status, code: problem.code }).toEqual({ status: 400, code });
    expect(problem.errors.map(({ pointer }) => pointer).sort()).toEqual(pointers);
    // The detail states what is expected, not only that the value is unexpected.
    for (const { detail } of problem.errors) expect(detail).not.toBe('valeur inattendue');
    expect(answer.headers['content-language']).toBe('fr');
    expect(problem.instance).toBe(`urn:uuid:${String(answer.headers['x-request-id'])}`);
  });

  it.each([
    ['text/plain', 415],
    ['application/xml', 415],
    ['application/jsonx', 415],
    ['multipart/form-data; boundary=x', 415],
    ['application/json; charset=utf-8', 400],
    ['APPLICATION/JSON', 400],
    ['application/x-www-form-urlencoded', 400],
    ['garbage', 415],
    ['/', 415],
  ])('content type %s gives %i', async (type, status) => {
    const answer = await send(test.origin, {
      body: '{}',
      headers: { ...headers, 'content-type': type },
    });
    problemOf(answer);
    expect(answer.status).toBe(status);
  });

  it('refuses a body without content type', async () => {
    const { 'content-type': _, ...bare } = headers;
    const answer = await send(test.origin, { body: text(ENTRY), headers: bare });
    expect([answer.status, problemOf(answer).code]).toEqual([
      415,
      'request/unsupported-media-type',
    ]);
  });

  it.each([false, true])('refuses more than 1 MiB (without a length: %p)', async (chunked) => {
    const body = text({ ...ENTRY, label: 'x'.repeat(1_048_576) });
    const answer = await send(test.origin, { body, headers, chunked });
    expect([answer.status, problemOf(answer).code]).toEqual([413, 'request/body-too-large']);
  });

  it.each([
    [50, 'request/validation-failed'],
    [51, 'request/too-many-members'],
  ])('takes a form of at most 50 members (%i)', async (count, code) => {
    const body = Object.keys(members(count)).join('&');
    const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await send(test.origin, { body, headers: form });
    expect([answer.status, problemOf(answer).code]).toEqual([400, code]);
  });

  it('repeats the beginning of a long unknown name alone', async () => {
    const body = text({ ...ENTRY, ['n'.repeat(900_000)]: 1 });
    const answer = await send(test.origin, { body, headers });
    expect(problemOf(answer).errors.map(({ pointer }) => pointer)).toEqual([
      `/${'n'.repeat(100)}…`,
    ]);
  });

  it('lists the first hundred faults, and says how many more there are', async () => {
    const answer = await send(test.origin, { body: text(members(100)), headers });
    const { errors, omittedErrors } = problemOf(answer);
    // 100 unknown members, and 4 required ones that are missing.
    expect([errors.length, omittedErrors]).toEqual([100, 4]);
  });

  it('speaks English to whoever prefers it', async () => {
    for (const [body, title] of [
      ['{', 'Unreadable request body'],
      ['{}', 'Invalid data'],
    ] as const) {
      const answer = await send(test.origin, {
        body,
        headers: { ...headers, 'accept-language': 'en-GB,en;q=0.9,fr;q=0.5' },
      });
      expect(problemOf(answer).title).toBe(title);
      expect(answer.headers['content-language']).toBe('en');
    }
  });
});

describe('bodies that are kept', () => {
  it('come back as they were sent', async () => {
    const test = await TestService.start(ledger);
    try {
      for (const [label, amount, day] of [
        ['École de l’Été 🎓 \u{10ffff} \ufffd', 2_147_483_647, '2100-12-31'],
        ['\\u0000 "\'; drop table entries; --', -2_147_483_648, '1990-01-01'],
        ['x'.repeat(200), 0, '2024-02-29'],
      ] as const) {
        const created = await test.call('POST', 'entries', {
          as: 'mediator',
          body: { ...ENTRY, label, amount, day },
        });
        expect(created.body).toMatchObject({ label, amount, day });
        const read = await test.call('GET', String(created.headers.location), { as: 'mediator' });
        expect(read.body).toEqual(created.body);
      }
    } finally {
      await test.stop();
    }
  });
});
