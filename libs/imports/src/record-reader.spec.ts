import fc from 'fast-check';

import { RentLines } from '../test/rent-lines.js';
import { importFile } from './column.js';
import { EncodingDetector } from './encoding.js';
import type { LineFault } from './import-line.js';
import { LineSplitter } from './line-splitter.js';
import { assertUnambiguous, RecordReader, type Reading } from './record-reader.js';

const HEADER = 'fileNumber;dwellingRef;landlordSiret;lastName;rent;shared';
const GOOD = '0000001;L-1;10000000000001;Martin;512,34;oui';
const OBJECT = '{"fileNumber":"0000001","dwellingRef":"L-1","landlordSiret":"10000000000001"';

function readAll(lines: readonly string[], given: Partial<Reading> = {}) {
  const faults: string[] = [];
  const good: number[] = [];
  let ended = 0;
  const sink = {
    wantsRecord: () => true,
    good: (line: number) => good.push(line),
    fault: ({ line, field, code }: LineFault) => faults.push([line, field ?? '-', code].join(' ')),
    ended: () => ended++,
  };
  const reading: Reading = { format: 'csv', ignoresUnknown: false, ...given };
  const reader = new RecordReader(new RentLines(), reading, 1_000_000, sink);
  lines.forEach((line, index) => {
    if (line === '!') reader.badLine('forbidden-character', index + 1);
    else reader.line(line, index + 1);
  });
  reader.end();
  const refusals = reader.refusals?.map(({ code }) => code) ?? [];
  return { faults, good, ended, refusals, notes: reader.notes };
}

describe('a file of CSV', () => {
  it('is read below its titles; the lines that had to wait for the header keep their numbers', () => {
    const lines = ['Loyers;;;;;', ';;;;;', HEADER, GOOD, '', '!', GOOD];
    expect(readAll(lines)).toEqual({
      faults: ['6 - forbidden-character'],
      good: [4, 7],
      ended: 3,
      refusals: [],
      notes: [{ code: 'header-line', values: { line: '3' } }],
    });
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['without a line', [], ['empty-file']],
    ['with blank rows alone', ['', ';;;', '"";""'], ['empty-file']],
    ['with a line that has no text', ['!'], ['unreadable-header']],
    [
      'with a header that lacks everything',
      ['shared;lastName'],
      ['missing-column', 'missing-column', 'missing-column', 'missing-column'],
    ],
  ])('%s is refused', (_, lines, codes) => {
    expect(readAll(lines).refusals).toEqual(codes);
  });

  it('says which columns there are where the header is wrong', () => {
    const { notes } = readAll([`${HEADER};colour`]);
    const columns = 'fileNumber, dwellingRef, landlordSiret, lastName, rent, rentCents, shared';
    expect(notes).toEqual([{ code: 'accepted-columns', values: { columns } }]);
  });

  it('is read without its further columns on request', () => {
    const lines = [`${HEADER};colour`, `${GOOD};red`];
    expect(readAll(lines, { ignoresUnknown: true })).toMatchObject({
      good: [2],
      refusals: [],
      notes: [{ code: 'ignored-columns', values: { columns: '7 (G)' } }],
    });
  });

  it.each<[string, readonly string[]]>([
    ['TOTAL;;;;512,34;', ['2 - total-line']],
    ['Total général;;;;512,34;', ['2 - total-line']],
    ['Sous-total;;', ['2 - total-line']],
    [';;;TOTAL;512,34;', ['2 - total-line']],
    ['"TOTAL";;;;512,34;;;x', ['2 - total-line']],
    // Nothing but a sum under its column.
    [';;;;1 024,68 €;', ['2 - total-line']],
    [
      ';;;Martin;512,34;',
      ['2 fileNumber required', '2 dwellingRef required', '2 landlordSiret required'],
    ],
    // A name is no total, nor is a line that has what every line has.
    [
      'Totaline;;;;512,34;',
      ['2 fileNumber file-number', '2 dwellingRef required', '2 landlordSiret required'],
    ],
    ['TOTAL;L-1;10000000000001;Total;1;', ['2 fileNumber file-number']],
    // One fault of a short line is that fault. Several come from a value that is missing.
    ['0000001;L-1;1;Martin;512,34', ['2 landlordSiret pattern']],
    ['L-1;10000000000001;Martin;512,34;oui', ['2 - column-count']],
    ['0000001;L-1;10000000000001;Martin;0', ['2 rent zero-rent']],
  ])('%s', (line, faults) => {
    expect(readAll([HEADER, line]).faults).toEqual(faults);
  });
});

describe('a file of NDJSON', () => {
  const ndjson = { format: 'ndjson' } as const;

  it.each<[string, readonly string[]]>([
    ['one-object-per-line', ['[', `${OBJECT}},`, `${OBJECT}}`, ']']],
    ['one-object-per-line', [`[${OBJECT}}]`]],
    ['one-object-per-line', ['', '{', '  "fileNumber": "0000001"', '}']],
    ['csv-content', [HEADER, GOOD]],
    ['empty-file', ['', ' ']],
  ])('is refused once as %s', (code, lines) => {
    expect(readAll(lines, ndjson)).toMatchObject({ faults: [], ended: 0, refusals: [code] });
  });

  it('names unknown members, or passes over them and says so', () => {
    const lines = [`${OBJECT},"rent":1,"colour":"red","Anne Martin":1}`];
    expect(readAll(lines, ndjson).faults).toEqual([
      '1 colour unknown-member',
      '1 - unknown-member',
    ]);
    expect(readAll(lines, { ...ndjson, ignoresUnknown: true })).toMatchObject({
      good: [1],
      faults: [],
      notes: [{ code: 'ignored-columns', values: { columns: 'colour, ?' } }],
    });
  });

  it('may have a line that is none', () => {
    expect(readAll(['[1]', `${OBJECT},"rent":1}`], ndjson)).toMatchObject({
      faults: ['1 - not-an-object'],
      good: [2],
      refusals: [],
    });
    expect(readAll([`${OBJECT},"rent":1}`, '[1]'], ndjson).faults).toEqual(['2 - not-an-object']);
  });
});

describe('any bytes', () => {
  /** What becomes of bytes that come in pieces; undefined for what is no text. */
  function outcomeOf(pieces: readonly Buffer[], format: 'csv' | 'ndjson') {
    const detector = new EncodingDetector();
    for (const piece of pieces) detector.push(piece);
    const encoding = detector.verdict();
    if (encoding !== 'utf-8' && encoding !== 'windows-1252') return undefined;
    const events: unknown[] = [];
    const sink = {
      wantsRecord: () => true,
      good: (line: number, _: boolean, values: readonly unknown[]) => events.push([line, values]),
      fault: (fault: LineFault) => events.push(fault),
      ended: () => undefined,
    };
    const reading: Reading = { format, ignoresUnknown: false };
    const reader = new RecordReader(new RentLines(), reading, 1_000_000, sink);
    const splitter = new LineSplitter({ encoding, charset: null }, reader);
    for (const piece of pieces) splitter.push(piece);
    splitter.end();
    reader.end();
    return { events, refusals: reader.refusals, notes: reader.notes };
  }

  const text = fc.constantFrom(
    HEADER,
    GOOD,
    `${OBJECT}}`,
    'Lefèvre',
    '\n',
    '\r',
    ';',
    '"',
    '="',
    '[',
    'TOTAL',
  );
  const part = fc.oneof(
    text.map((given) => Buffer.from(given)),
    text.map((given) => Buffer.from(given, 'latin1')),
    fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
  );

  it('are read without an error, and the same however they are cut', () => {
    const file = fc.array(part, { maxLength: 24 }).map((parts) => Buffer.concat(parts));
    const format = fc.constantFrom('csv' as const, 'ndjson' as const);
    fc.assert(
      fc.property(file, format, fc.integer({ min: 1, max: 40 }), (bytes, given, size) => {
        const pieces: Buffer[] = [];
        for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
        expect(outcomeOf(pieces, given)).toEqual(outcomeOf([bytes], given));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a declaration of columns', () => {
  const text = { value: { type: 'text' } } as const;
  const declare = (columns: Parameters<typeof importFile>[0]['columns']) => () => {
    assertUnambiguous(importFile({ kind: 'rents', formats: ['csv'], columns }));
  };

  it('may not call two columns, or two values, the same', () => {
    expect(declare({ lot: text, name: { ...text, aliases: ['N° lot'] } })).not.toThrow();
    expect(declare({ lot: text, name: { ...text, aliases: ['LOT'] } })).toThrow('two columns');
    const values = ['present', 'gone'] as const;
    const called = (gone: string) => ({ present: ['présent'], gone: [gone] });
    const status = (gone: string) => ({ type: 'one-of', values, words: called(gone) }) as const;
    expect(declare({ status: { value: status('parti') } })).not.toThrow();
    expect(declare({ status: { value: status('PRÉSENT') } })).toThrow('two values');
    expect(declare({})).toThrow('holds nothing');
  });
});
