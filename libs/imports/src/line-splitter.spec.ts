import fc from 'fast-check';

import { EncodingDetector } from './encoding.js';
import { LineSplitter, MAX_LINE_CHARACTERS } from './line-splitter.js';

function split(pieces: Iterable<Buffer>, encoding: 'utf-8' | 'windows-1252' = 'utf-8'): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter(encoding, {
    line: (text, number) => lines.push(`${String(number)} ${text}`),
    badLine: (code, number) => lines.push(`${String(number)} !${code}`),
  });
  for (const piece of pieces) splitter.push(piece);
  splitter.end();
  return lines;
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

  it('refuses the line with a NUL or with bytes beside UTF-8, and only that', () => {
    const bytes = Buffer.concat([
      Buffer.from('a\nb\0\nc\n'),
      Buffer.from([0xe9, 0x0a]),
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
  ])('%s', (_, bytes, encoding) => {
    expect(verdict(bytes)).toBe(encoding);
  });
});
