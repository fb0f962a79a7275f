import fc from 'fast-check';

import { EncodingDetector } from './encoding.js';
import { LineSplitter, MAX_LINE_CHARACTERS } from './line-splitter.js';

function split(
  pieces: Iterable<Buffer>,
  encoding: 'utf-8' | 'windows-1252' = 'utf-8',
  charset: string | null = null,
): string[] {
  const lines: string[] = [];
  const content = { encoding, charset };
  const splitter = new LineSplitter(content, {
    line: (text, number) => lines.push(`${String(number)} ${text}`),
    badLine: (code, number) => lines.push(`${String(number)} !${code}`),
  });
  for (const piece of pieces) splitter.push(piece);
  splitter.end();
  return lines;
}

const HIGH: Readonly<Record<string, number>> = { '€': 0x80, '’': 0x92, '–': 0x96, œ: 0x9c };

function windows1252(text: string): Buffer {
  return Buffer.from([...text].map((char) => HIGH[char] ?? char.charCodeAt(0)));
}

function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const size of sizes) {
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return [...pieces, bytes.subarray(at)];
}

describe('LineSplitter', () => {
  it('gives the same lines however the bytes are cut', () => {
    const line = fc.string({
      unit: fc.constantFrom('a', 'é', '€', '😀', '\r', '"', '\0'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.integer({ min: 0, max: 9 })), (lines, sizes) => {
        const bytes = Buffer.from(lines.join('\n'));
        expect(split(cut(bytes, sizes))).toEqual(split([bytes]));
      }),
      { numRuns: 2_000 },
    );
  });

  it('removes the byte order mark, carriage returns, and nothing else', () => {
    expect(split([Buffer.from('\ufeffa;b\r\n\r\n c \n\ufeffd')])).toEqual([
      '1 a;b',
      '2 ',
      '3  c ',
      '4 \ufeffd',
    ]);
  });

  it('refuses the line with a NUL or with damaged bytes, and only that', () => {
    const bytes = Buffer.concat([
      Buffer.from('a\nb\0\nc\n'),
      Buffer.from([0xc3, 0x0a]),
      Buffer.from('é\n'),
    ]);
    expect(split([bytes])).toEqual([
      '1 a',
      '2 !forbidden-character',
      '3 c',
      '4 !invalid-encoding',
      '5 é',
    ]);
  });

  describe('in a file with UTF-8 and other lines', () => {
    it.each([
      ['Dupré', 'an accent'],
      ['CHÂTEAU-LANDON', 'capitals'],
      ['JOÃO', 'a name from Portugal'],
      ['L’Haÿ-les-Roses', 'an apostrophe, a rare letter'],
      ['50,00 €', 'a currency'],
      ['n° 12 – œuvre', 'signs'],
    ])('reads %s in Windows-1252 (%s)', (text) => {
      expect(split([Buffer.concat([windows1252(text), Buffer.from('\nLefèvre')])])).toEqual([
        `1 ${text}`,
        '2 Lefèvre',
      ]);
    });

    it.each<[string, readonly number[]]>([
      ['half of an è', [0x4c, 0x65, 0x66, 0xc3, 0x76, 0x72, 0x65]],
      ['the other half', [0x4c, 0x65, 0x66, 0xa8, 0x76, 0x72, 0x65]],
      ['a name cut in the middle of a letter', [0x4c, 0x45, 0x46, 0xc3, 0x3b]],
      ['both encodings in one line', [0xc3, 0xa9, 0x3b, 0xe9]],
      ['no text', [0x41, 0xff, 0xfe, 0x90]],
    ])('refuses the line with %s', (_, bytes) => {
      expect(split([Buffer.concat([Buffer.from('é\n'), Buffer.from(bytes)])])).toEqual([
        '1 é',
        '2 !invalid-encoding',
      ]);
    });

    it('never touches a line of UTF-8, and gives the others as they were written', () => {
      const line = fc.string({
        unit: fc.constantFrom('a', 'N', 'é', 'è', 'ç', 'ô', ';', ' '),
        maxLength: 12,
      });
      fc.assert(
        fc.property(fc.array(fc.tuple(line, fc.boolean())), (lines) => {
          const bytes = lines.map(([text, isUtf8]) =>
            isUtf8 ? Buffer.from(`${text}\n`) : windows1252(`${text}\n`),
          );
          const mark = Buffer.from('é\n');
          expect(split([Buffer.concat([mark, ...bytes])])).toEqual([
            '1 é',
            ...lines.map(([text], index) => `${String(index + 2)} ${text}`),
          ]);
        }),
        { numRuns: 1_000 },
      );
    });
  });

  it('reads the line ends of old programs, and keeps a lone carriage return of others', () => {
    expect(split([Buffer.from('a;b\r1;2\r\r3;4')])).toEqual(['1 a;b', '2 1;2', '3 ', '4 3;4']);
    expect(split([Buffer.from('a;b\r1;2\r')])).toEqual(['1 a;b', '2 1;2']);
    expect(split([Buffer.from('a;b\r')])).toEqual(['1 a;b']);
    expect(split([Buffer.from('a;b\n1\r;2\n')])).toEqual(['1 a;b', '2 1\r;2']);
    expect(split([Buffer.from('a;b\r\n1\r;2\r\n')])).toEqual(['1 a;b', '2 1\r;2']);
  });

  it('decodes ISO-8859-15 where the sender declares it', () => {
    const bytes = Buffer.from([0xa4, 0xbd, 0xe9, 0xb4]);
    expect(split([bytes], 'windows-1252', 'iso-8859-15')).toEqual(['1 €œéŽ']);
    expect(split([bytes], 'windows-1252', 'iso-8859-1')).toEqual(['1 ¤½é´']);
  });

  it('converts Windows-1252', () => {
    expect(split([Buffer.from([0x80, 0xe9, 0x9c, 0x0a, 0x92])], 'windows-1252')).toEqual([
      '1 €éœ',
      '2 ’',
    ]);
  });

  it.each([0, 1])('knows a line of %s more than the limit, cut or not', (more) => {
    const text = 'é'.repeat(MAX_LINE_CHARACTERS + more);
    const bytes = Buffer.from(`${text}\nb\n`);
    const first = more === 0 ? `1 ${text}` : '1 !line-too-long';
    expect(split([bytes])).toEqual([first, '2 b']);
    expect(split(cut(bytes, [70_000, 3, 40_000]))).toEqual([first, '2 b']);
  });

  it('passes over a line of two gigabytes without keeping it', () => {
    const block = Buffer.alloc(4 * 1_048_576, 'x');
    function* pieces(): Generator<Buffer> {
      yield Buffer.from('a\n');
      for (let n = 0; n < 512; n++) yield block;
      yield Buffer.from('\nb\n');
    }
    const before = process.memoryUsage.rss();
    expect(split(pieces())).toEqual(['1 a', '2 !line-too-long', '3 b']);
    expect(process.memoryUsage.rss() - before).toBeLessThan(64 * 1_048_576);
  });
});

/** The beginning of an archive: its first entry, stored. */
function zip(name: string, content: string): Buffer {
  const header = Buffer.alloc(30);
  header.write('PK\u0003\u0004', 'latin1');
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name + content)]);
}

describe('EncodingDetector', () => {
  const verdict = (...pieces: Buffer[]): string => {
    const detector = new EncodingDetector();
    for (const piece of pieces) detector.push(piece);
    return detector.verdict();
  };

  it('knows UTF-8 however it is cut', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.array(fc.integer({ min: 0, max: 5 })),
        (text, sizes) => {
          expect(verdict(...cut(Buffer.from(`xx${text}`), sizes))).toBe('utf-8');
        },
      ),
    );
  });

  it.each([
    ['plain', Buffer.from('abc'), 'utf-8'],
    ['Latin-1', Buffer.from('Lefèvre;Garçon', 'latin1'), 'windows-1252'],
    [
      'UTF-8 with one damaged line',
      Buffer.concat([Buffer.from('é à ç\n'), Buffer.from([0xe9, 0x0a])]),
      'utf-8',
    ],
    [
      'a mark, then damage',
      Buffer.concat([Buffer.from('\ufeff'), Buffer.from([0xe9, 0xe8])]),
      'utf-8',
    ],
    ['UTF-8 cut off', Buffer.from('é').subarray(0, 1), 'windows-1252'],
    ['UTF-16', Buffer.from('\ufeffa;b', 'utf16le'), 'utf-16'],
    ['UTF-16 without its mark', Buffer.from('fileNumber;rent', 'utf16le'), 'utf-16'],
    ['UTF-16, the other way round', Buffer.from('fileNumber;rent', 'utf16le').swap16(), 'utf-16'],
    ['bytes of zero', Buffer.alloc(100), 'utf-8'],
    ['a PDF', Buffer.from('%PDF-1.7 \u00e9', 'latin1'), 'pdf'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'excel'],
    ['a workbook', zip('[Content_Types].xml', ''), 'excel'],
    [
      'a workbook of LibreOffice',
      zip('mimetype', 'application/vnd.oasis.opendocument.spreadsheet'),
      'opendocument',
    ],
    ['an archive', zip('loyers.csv', ''), 'zip'],
    ['a broken archive', Buffer.from('PK\u0003\u0004'), 'excel'],
  ])('%s', (_, bytes, encoding) => {
    expect(verdict(bytes)).toBe(encoding);
  });
});
