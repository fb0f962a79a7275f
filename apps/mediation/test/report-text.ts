import type { Block, PrintableDocument } from '@passerelle/documents';
import { textFaults } from '@passerelle/testing';

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return ['', `## ${block.text}`];
    case 'paragraph':
      return [block.text];
    case 'note':
      return [`! ${block.text}`];
    case 'list':
      return block.items.map((item) => `- ${item}`);
    case 'figures':
      return block.items.map(({ label, value, note }) => `* ${label}: ${value} (${note ?? ''})`);
    case 'bars':
      return [
        `[${block.caption}]`,
        ...block.items.map(({ label, value, shown }) => `  ${label}: ${value} = ${shown}`),
      ];
    case 'table':
      return [
        `[${block.caption}]`,
        block.columns
          .map(({ label, align, widthShare }) => `${label} ${align ?? ''}${widthShare ?? ''}`)
          .join(' | '),
        ...block.rows.map((row) => `  ${row.join(' | ')}`),
        `  = ${block.totals?.join(' | ') ?? ''}`,
        `  ${block.note ?? ''}`,
      ];
    case 'pageBreak':
      return [];
  }
}

/** The document as plain lines, for a comparison that a reader can follow. */
export const textOf = (document: PrintableDocument): string =>
  [document.title, document.subtitle, ...document.blocks.flatMap(linesOf), document.footnote]
    .join('\n')
    .replaceAll('\u00a0', '_')
    .replaceAll('\u202f', '_');

const TECHNICAL = new Set(['kind', 'align', 'language', 'issuedOn']);

function printedTexts(part: unknown): string[] {
  if (typeof part === 'string') return [part];
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) =>
    TECHNICAL.has(name) ? [] : printedTexts(value),
  );
}

/** What in the texts of the document is not prose of its language, and a place that nothing filled. */
export const documentFaults = (document: PrintableDocument): string[] =>
  printedTexts(document).flatMap((text) => [
    ...textFaults(text, document.language),
    ...(/\{\w+\}/.test(text) ? [`an empty place: ${text}`] : []),
  ]);
