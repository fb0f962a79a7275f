import type { Language, LocalDate } from '@passerelle/kernel';

/**
 * The content of a printed page, without its layout. Texts are plain, without markup; a line feed starts a new line.
 * Numbers are already formatted (`1 234,56 €`), because only the author of the document knows their unit.
 */
export interface PrintableDocument {
  readonly language: Language;
  readonly title: string;
  readonly subtitle?: string;
  /** The body that is responsible for the document: `Caf de Loire-Atlantique — médiation administrative`. */
  readonly issuer: string;
  readonly issuedOn: LocalDate;
  readonly blocks: readonly Block[];
  /** Sources or conditions. Printed once, after the last block. */
  readonly footnote?: string;
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | FiguresBlock
  | TableBlock
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | BarsBlock
  /** An important remark, separated from the text. */
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'pageBreak' };

/** Key figures, side by side. */
export interface FiguresBlock {
  readonly kind: 'figures';
  readonly items: readonly {
    readonly label: string;
    readonly value: string;
    readonly note?: string;
  }[];
}

/** A left-aligned first column contains the row headers: screen readers announce them with each cell. */
export interface TableBlock {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly {
    readonly label: string;
    /** `right` for numbers. */
    readonly align?: 'left' | 'right';
    /** Width relative to the other columns; 1 by default. If no column has a share, the content sets the widths. */
    readonly widthShare?: number;
  }[];
  /** Each row has as many cells as there are columns. */
  readonly rows: readonly (readonly string[])[];
  readonly totals?: readonly string[];
  readonly note?: string;
}

/** A horizontal bar chart. The reader sees `shown`; `value` only gives the length of the bar. */
export interface BarsBlock {
  readonly kind: 'bars';
  readonly caption: string;
  readonly unit?: string;
  readonly items: readonly {
    readonly label: string;
    readonly value: number;
    readonly shown: string;
  }[];
}

export type ContentBlock = Exclude<Block, { kind: 'pageBreak' }>;

/**
 * The blocks that have content to print. A page break becomes a property of the next block, so that two breaks in a
 * row, or a break at the end, make no empty page.
 * @throws RangeError if a row of a table does not have one cell for each column.
 */
export function contentBlocks(
  document: PrintableDocument,
): { readonly block: ContentBlock; readonly onNewPage: boolean }[] {
  const content: { block: ContentBlock; onNewPage: boolean }[] = [];
  let onNewPage = false;
  for (const block of document.blocks) {
    if (block.kind === 'pageBreak') {
      onNewPage = true;
      continue;
    }
    if (block.kind === 'table') refuseRaggedTable(block);
    const isEmpty = (block.kind === 'figures' || block.kind === 'list') && block.items.length === 0;
    if (isEmpty) continue;
    content.push({ block, onNewPage });
    onNewPage = false;
  }
  return content;
}

function refuseRaggedTable({ caption, columns, rows, totals }: TableBlock): void {
  const lines = totals === undefined ? rows : [...rows, totals];
  const ragged = lines.find((cells) => cells.length !== columns.length);
  if (columns.length === 0 || ragged !== undefined) {
    throw new RangeError(
      `table "${caption}": ${ragged?.length ?? 0} cells for ${columns.length} columns`,
    );
  }
}

/** The width of each column in percent, or undefined if no column has a share. */
export function columnPercents({ columns }: TableBlock): number[] | undefined {
  if (columns.every((column) => column.widthShare === undefined)) return undefined;
  const shares = columns.map((column) => column.widthShare ?? 1);
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => (share / sum) * 100);
}

/**
 * The start and the length of each bar, as fractions of the width of the chart. The scale always includes zero, so
 * that lengths can be compared. The bars of negative values are to the left of zero.
 */
export function barSpans({
  items,
}: BarsBlock): { readonly start: number; readonly length: number }[] {
  const values = items.map(({ value }) => (Number.isFinite(value) ? value : 0));
  const lowest = Math.min(0, ...values);
  const extent = Math.max(0, ...values) - lowest || 1;
  return values.map((value) => ({
    start: (Math.min(0, value) - lowest) / extent,
    length: Math.abs(value) / extent,
  }));
}

/** Composes accents (`e` + U+0301 becomes `é`), uses `\n` for line ends, removes control characters except tabs. */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '');
}
