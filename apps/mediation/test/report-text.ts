import type { Block, PrintableDocument } from '@passerelle/documents';

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
