import { inflateSync } from 'node:zlib';

/**
 * The words of each page, as a reader's search would find them: glyph numbers looked up in the fonts'
 * own ToUnicode tables. Knows just what pdfkit writes; one line per run of text, in drawing order.
 */
export function pdfPages(pdf: Buffer): string[] {
  const objects = readObjects(pdf);
  const fonts = new Map<string, Map<number, string>>();
  for (const { head } of objects.values()) {
    const resources = /\/Font <<([^>]*)>>/.exec(head)?.[1] ?? '';
    for (const [, name, id] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id!)!.head)![1]!;
      fonts.set(name!, readToUnicode(objects.get(table)!.stream));
    }
  }
  return [...objects.values()]
    .filter(({ head }) => /\/Type \/Page\b/.test(head))
    .map(({ head }) => {
      const content = /\/Contents (\d+) 0 R/.exec(head)![1]!;
      return readText(objects.get(content)!.stream, fonts);
    });
}

interface PdfObject {
  readonly head: string;
  readonly stream: string;
}

function readObjects(pdf: Buffer): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>();
  const source = pdf.toString('latin1');
  for (const match of source.matchAll(/^(\d+) 0 obj\n([^]*?)(?:\nstream\n|\nendobj)/gm)) {
    const [whole, id, head] = match;
    const length = /\/Length (\d+)/.exec(head!)?.[1];
    const start = match.index + whole.length;
    const bytes = pdf.subarray(start, start + Number(length ?? 0));
    const stream = head!.includes('/FlateDecode') ? inflateSync(bytes) : bytes;
    objects.set(id!, { head: head!, stream: stream.toString('latin1') });
  }
  return objects;
}

function readToUnicode(table: string): Map<number, string> {
  const characters = new Map<number, string>();
  for (const [, first, list] of table.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/g)) {
    [...list!.matchAll(/<([0-9a-f ]*)>/g)].forEach(([, code], index) => {
      const utf16 = Buffer.from(code!.replaceAll(' ', ''), 'hex').swap16().toString('utf16le');
      characters.set(parseInt(first!, 16) + index, utf16);
    });
  }
  return characters;
}

function readText(content: string, fonts: Map<string, Map<number, string>>): string {
  let font: Map<number, string> | undefined;
  const lines: string[] = [];
  for (const [, name, glyphs] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[(.*?)\] TJ/g)) {
    if (name !== undefined) font = fonts.get(name);
    else {
      const hex = [...glyphs!.matchAll(/<([0-9a-f]*)>/g)].map(([, run]) => run!).join('');
      lines.push(
        (hex.match(/.{4}/g) ?? []).map((code) => font?.get(parseInt(code, 16)) ?? '�').join(''),
      );
    }
  }
  return lines.join('\n');
}
