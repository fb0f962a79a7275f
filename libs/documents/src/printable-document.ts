import type { Language, LocalDate } from '@passerelle/kernel';

/**
 * What a printed page says, without how it looks. Texts are plain: nothing in them is markup, a line
 * feed starts a new line. Numbers come ready to print (`1 234,56 €`): only their author knows their unit.
 */
export interface PrintableDocument {
  readonly language: Language;
  readonly title: string;
  readonly subtitle?: string;
  /** Who answers for the document: `Caf de Loire-Atlantique — médiation administrative`. */
  readonly issuer: string;
  readonly issuedOn: LocalDate;
  readonly blocks: readonly Block[];
  /** Sources or conditions, once, after the last block. */
  readonly footnote?: string;
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | FiguresBlock
  | TableBlock
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | BarsBlock
  /** A remark the reader must not miss, set apart from the text. */
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

/** A first column aligned to the left names its rows: screen readers announce it with each cell. */
export interface TableBlock {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly {
    readonly label: string;
    /** `right` for numbers. */
    readonly align?: 'left' | 'right';
    /** Relative to the other columns, which count 1 by default; without any share, the content decides. */
    readonly widthShare?: number;
  }[];
  /** As many cells as there are columns. */
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
 * The blocks with something to print; page breaks have become a property of what follows them, so that
 * two in a row, or one at the end, leave no empty page.
 * @throws RangeError when a table's rows do not have its columns.
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

/** Each column's part of the width in percent, or undefined when no column asks for a share. */
export function columnPercents({ columns }: TableBlock): number[] | undefined {
  if (columns.every((column) => column.widthShare === undefined)) return undefined;
  const shares = columns.map((column) => column.widthShare ?? 1);
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => (share / sum) * 100);
}

/**
 * Where each bar starts and how long it is, as parts of the chart's width. The scale always holds
 * zero, so that lengths can be compared; bars below zero lie to the left of it.
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

/** Composed accents (`e` + U+0301 is one `é`), one kind of line end, no control characters. */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '');
}
