import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type { Content, createPdf, CustomTableLayout, TableCell } from 'pdfmake';
import { typeset } from './french-spaces.js';
import { PALETTE } from './palette.js';
import {
  barSpans,
  type BarsBlock,
  cleanText,
  columnPercents,
  type ContentBlock,
  contentBlocks,
  type FiguresBlock,
  type PrintableDocument,
  type TableBlock,
} from './printable-document.js';
import { noonOf, WORDING } from './wording.js';

type Definition = Parameters<typeof createPdf>[0];
type TextContent = Extract<Content, { text: unknown }>;

/**
 * A4 pages with bookmarks, title, language and page numbers. The same document gives the same bytes.
 * pdfmake writes no structure tags: for a screen reader, offer the page of `renderHtml`.
 * @throws RangeError if a row of a table does not have one cell for each column.
 */
export async function renderPdf(document: PrintableDocument): Promise<Buffer> {
  const definition = define(typeset(document));
  // Loaded on first use: a service that prints twice a year does not need it at start-up.
  const { default: pdfmake } = await import('pdfmake');
  // pdfmake is one object for the whole process, so every call sets the same values.
  const folder = fontFolder();
  pdfmake.setFonts({
    Roboto: {
      normal: join(folder, 'Roboto-Regular.ttf'),
      bold: join(folder, 'Roboto-Medium.ttf'),
    },
  });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(folder + sep));
  return pdfmake.createPdf(definition).getBuffer();
}

function fontFolder(): string {
  const ownPackage = join(import.meta.dirname, '..', 'package.json');
  const pdfmake = createRequire(ownPackage).resolve('pdfmake/package.json');
  return join(dirname(pdfmake), 'fonts', 'Roboto');
}

const PAGE_WIDTH = 595.28;
const SIDE = 54;
const CONTENT_WIDTH = PAGE_WIDTH - 2 * SIDE;

/**
 * The lowest position of a heading, as a part of the page. Below it there is room for a row of figures or the first
 * lines of a table. Below a heading of level 2 there is also room for a heading of level 3.
 */
const LOWEST_SECTION = 0.84;
const LOWEST_CHAPTER = 0.77;

function define(document: PrintableDocument): Definition {
  const { language, title, subtitle, issuer, issuedOn, footnote } = document;
  const day = noonOf(issuedOn);
  return {
    pageSize: 'A4',
    pageMargins: [SIDE, 54, SIDE, 66],
    version: '1.7',
    language,
    displayTitle: true,
    info: {
      title: clean(title),
      author: clean(issuer),
      ...(subtitle === undefined ? {} : { subject: clean(subtitle) }),
      creator: 'Passerelle',
      creationDate: day,
      modDate: day,
    },
    defaultStyle: { font: 'Roboto', fontSize: 10, lineHeight: 1.3, color: PALETTE.text },
    content: [
      ...titleBlock(document),
      ...contentBlocks(document).map(({ block, onNewPage }): Content => {
        const stack = blockContent(block, document);
        return onNewPage ? { stack, pageBreak: 'before' } : { stack };
      }),
      ...(footnote === undefined ? [] : footnoteContent(footnote)),
    ],
    footer: (page, pages) => pageFooter(document, page, pages),
    pageBreakBefore: ({ headlineLevel, startPosition }) =>
      headlineLevel !== undefined &&
      startPosition.verticalRatio > (headlineLevel === 2 ? LOWEST_CHAPTER : LOWEST_SECTION),
  };
}

function titleBlock({ language, title, subtitle, issuer, issuedOn }: PrintableDocument): Content[] {
  return [
    { text: clean(issuer), bold: true, color: PALETTE.accent },
    {
      text: clean(title),
      fontSize: 22,
      bold: true,
      color: PALETTE.accent,
      lineHeight: 1.15,
      margin: [0, 10, 0, 0],
    },
    ...(subtitle === undefined
      ? []
      : [{ text: clean(subtitle), fontSize: 12, margin: [0, 3, 0, 0] } satisfies Content]),
    {
      text: clean(WORDING[language].issuedOn(issuedOn)),
      fontSize: 9,
      color: PALETTE.muted,
      margin: [0, 6, 0, 8],
    },
    horizontalRule(1.5, PALETTE.accent, 14),
  ];
}

function footnoteContent(footnote: string): Content[] {
  return [
    { stack: [horizontalRule(0.5, PALETTE.rule, 6)], margin: [0, 16, 0, 0] },
    { text: clean(footnote), fontSize: 8.5, color: PALETTE.muted },
  ];
}

function pageFooter(
  { language, title, issuer }: PrintableDocument,
  page: number,
  pages: number,
): Content {
  return {
    margin: [SIDE, 22, SIDE, 0],
    fontSize: 8,
    color: PALETTE.muted,
    columns: [
      { text: shortened(clean(`${issuer} · ${title}`), 112), width: '*' },
      { text: WORDING[language].page(page, pages), width: 60, alignment: 'right' },
    ],
  };
}

function blockContent(block: ContentBlock, document: PrintableDocument): Content[] {
  switch (block.kind) {
    case 'heading':
      return [heading(block.text, block.level)];
    case 'paragraph':
      return [{ text: clean(block.text), margin: [0, 0, 0, 8] }];
    case 'list':
      return [
        {
          ul: block.items.map((item) => ({ text: clean(item), margin: [0, 0, 0, 3] })),
          markerColor: PALETTE.accent,
          margin: [0, 0, 0, 6],
        },
      ];
    case 'note':
      return [
        {
          table: { widths: ['*'], body: [[{ text: clean(block.text) }]] },
          layout: NOTE_LAYOUT,
          margin: [0, 6, 0, 12],
        },
      ];
    case 'figures':
      return [figuresContent(block)];
    case 'table':
      return tableContent(block, WORDING[document.language].noData);
    case 'bars':
      return [barsContent(block, WORDING[document.language].noData)];
  }
}

function heading(text: string, level: 2 | 3): Content {
  return {
    text: clean(text),
    headlineLevel: level,
    outline: true,
    outlineExpanded: true,
    bold: true,
    color: PALETTE.accent,
    fontSize: level === 2 ? 15 : 12,
    lineHeight: 1.2,
    margin: level === 2 ? [0, 14, 0, 6] : [0, 8, 0, 4],
  };
}

const MOST_FIGURES_IN_A_ROW = 4;

function figuresContent({ items }: FiguresBlock): Content {
  const rowCount = Math.ceil(items.length / MOST_FIGURES_IN_A_ROW);
  const perRow = Math.ceil(items.length / rowCount);
  const longest = Math.max(...items.map(({ value }) => value.length));
  const valueSize = longest * perRow <= 36 ? 20 : longest * perRow <= 52 ? 15 : 12;
  const cells = items.map(({ label, value, note }): TableCell => ({
    fillColor: PALETTE.pale,
    stack: [
      {
        text: clean(value),
        fontSize: valueSize,
        bold: true,
        color: PALETTE.accent,
        lineHeight: 1.15,
      },
      { text: clean(label), fontSize: 9.5 },
      ...(note === undefined
        ? []
        : [{ text: clean(note), fontSize: 8.5, color: PALETTE.muted } satisfies Content]),
    ],
  }));
  const body = Array.from({ length: rowCount }, (_, row) => {
    const inRow = cells.slice(row * perRow, (row + 1) * perRow);
    return [
      ...inRow,
      ...Array.from({ length: perRow - inRow.length }, (): TableCell => ({ text: '' })),
    ];
  });
  return {
    table: { widths: Array.from({ length: perRow }, () => '*'), body, dontBreakRows: true },
    layout: FIGURES_LAYOUT,
    margin: [0, 6, 0, 12],
  };
}

/** The caption and the labels are both header rows: each page of a long table begins with them. */
const TABLE_HEADER_ROWS = 2;

/** In characters. A row whose cells do not exceed this length always fits on one page, so it need not be split. */
const LONGEST_CELL_KEPT_WHOLE = 300;

function tableContent(table: TableBlock, noData: string): Content[] {
  const { caption, columns, rows, totals, note } = table;
  const alignment = columns.map(({ align }) => align ?? 'left');
  const line = (cells: readonly string[], style: { bold?: boolean; color?: string }): TableCell[] =>
    cells.map((text, index) => ({ ...cellText(text), alignment: alignment[index], ...style }));
  const keepsRowsWhole = rows.flat().every(({ length }) => length <= LONGEST_CELL_KEPT_WHOLE);
  const body = [
    spanning(
      { text: clean(caption), bold: true, color: PALETTE.accent, fontSize: 10 },
      columns.length,
    ),
    line(
      columns.map(({ label }) => label),
      { bold: true, color: PALETTE.accent },
    ),
    ...(rows.length === 0
      ? [spanning({ text: noData }, columns.length)]
      : rows.map((cells) => line(cells, {}))),
    ...(totals === undefined ? [] : [line(totals, { bold: true })]),
  ];
  const content: Content = {
    fontSize: tableFontSize(table),
    lineHeight: 1.2,
    table: {
      headerRows: TABLE_HEADER_ROWS,
      ...(keepsRowsWhole ? { keepWithHeaderRows: 1, dontBreakRows: true } : {}),
      widths: columnWidths(table),
      body,
    },
    layout: tableLayout(columns.length, body.length, totals !== undefined),
    margin: [0, 6, 0, note === undefined ? 14 : 4],
  };
  if (note === undefined) return [content];
  return [
    content,
    { text: clean(note), fontSize: 8.5, color: PALETTE.muted, margin: [0, 0, 0, 14] },
  ];
}

const SMALLEST_TABLE_FONT = 5.5;
const TABLE_FONT_SIZES = [9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6, SMALLEST_TABLE_FONT];
/** The usual font size of a table, or the largest smaller size at which no word has to be split. */
function tableFontSize(table: TableBlock): number {
  const { columns, rows, totals } = table;
  const lines = [columns.map(({ label }) => label), ...rows];
  if (totals !== undefined) lines.push([...totals]);
  const longest = columns.map((_, index) =>
    lines.reduce((most, cells) => Math.max(most, longestWord(cells[index] ?? '')), 1),
  );
  const percents = columnPercents(table);
  const fits = (size: number): boolean => {
    const needed = longest.map((width) => width * size + 2 * tableCellPadding(columns.length));
    return percents === undefined
      ? needed.reduce((total, width) => total + width, 0) <= CONTENT_WIDTH
      : needed.every((width, index) => width <= ((percents[index] ?? 0) / 100) * CONTENT_WIDTH);
  };
  return TABLE_FONT_SIZES.find(fits) ?? SMALLEST_TABLE_FONT;
}

function tableCellPadding(columnCount: number): number {
  return columnCount <= 7 ? 5 : 3;
}

/** Width, in font sizes, of the longest part of a text that cannot be split between two lines. */
function longestWord(text: string): number {
  if (isEndless(text)) return 1;
  return Math.max(...text.split(/[ \n-]/).map(wordWidth));
}

/** In font sizes, a little more than needed: Roboto's digits are 0.56 wide, spaces and points 0.25. */
function wordWidth(word: string): number {
  const narrow = word.match(/[\s.,:;'’]/g)?.length ?? 0;
  return narrow * 0.27 + (word.length - narrow) * 0.58;
}

/** If no column has a share, columns of numbers get the width they need, and columns of text divide the rest. */
function columnWidths(table: TableBlock): string[] {
  const percents = columnPercents(table);
  if (percents !== undefined) return percents.map((percent) => `${percent.toFixed(3)}%`);
  const hasTexts = table.columns.some(({ align }) => align !== 'right');
  return table.columns.map(({ align }) => (align === 'right' && hasTexts ? 'auto' : '*'));
}

function barsContent(bars: BarsBlock, noData: string): Content {
  const labelWidth = 160;
  const longest = Math.max(0, ...bars.items.map(({ shown }) => shown.length));
  const shownWidth = Math.min(130, Math.max(30, longest * 5.5));
  const barWidth = CONTENT_WIDTH - labelWidth - shownWidth - 4 * BARS_PADDING;
  const columnCount = 3;
  const spans = barSpans(bars);
  const rows = bars.items.map(({ label, shown }, index): TableCell[] => {
    const { start, length } = spans[index] ?? { start: 0, length: 0 };
    const bar = { type: 'rect', y: 2.5, h: 8, lineWidth: 0 } as const;
    return [
      cellText(label),
      {
        canvas: [
          { ...bar, x: 0, w: barWidth, color: PALETTE.pale },
          ...(length === 0
            ? []
            : [{ ...bar, x: start * barWidth, w: length * barWidth, color: PALETTE.accent }]),
        ],
      },
      { ...cellText(shown), alignment: 'right' },
    ];
  });
  const unit = bars.unit === undefined ? '' : ` (${clean(bars.unit)})`;
  const caption: TextContent = {
    text: [
      { text: clean(bars.caption), bold: true, color: PALETTE.accent },
      { text: unit, color: PALETTE.muted },
    ],
    fontSize: 10,
  };
  return {
    fontSize: 9.5,
    lineHeight: 1.2,
    table: {
      headerRows: 1,
      // Readers compare the bars of a chart, so a short chart stays on one page.
      keepWithHeaderRows: Math.max(1, Math.min(rows.length, SHORT_CHART)),
      dontBreakRows: true,
      widths: [labelWidth, barWidth, shownWidth],
      body: [
        spanning(caption, columnCount),
        ...(rows.length === 0 ? [spanning({ text: noData }, columnCount)] : rows),
      ],
    },
    layout: BARS_LAYOUT,
    margin: [0, 6, 0, 14],
  };
}

function spanning(cell: TextContent, columnCount: number): TableCell[] {
  const first: TableCell = { ...cell, colSpan: columnCount };
  return [first, ...Array.from({ length: columnCount - 1 }, (): TableCell => ({}))];
}

/** A very long word (an address, a reference) can be split anywhere, so that it does not leave the page. */
function cellText(text: string): { text: string; wordBreak?: 'break-all' } {
  return isEndless(text) ? { text: clean(text), wordBreak: 'break-all' } : { text: clean(text) };
}

function isEndless(text: string): boolean {
  return /\S{28}/.test(text);
}

function horizontalRule(width: number, color: string, below: number): Content {
  return {
    canvas: [
      { type: 'line', x1: 0, y1: 0, x2: CONTENT_WIDTH, y2: 0, lineWidth: width, lineColor: color },
    ],
    margin: [0, 0, 0, below],
  };
}

function tableLayout(
  columnCount: number,
  lineCount: number,
  hasTotals: boolean,
): CustomTableLayout {
  const padding = tableCellPadding(columnCount);
  // Line `index` lies above row `index`.
  const isStrong = (index: number): boolean =>
    index === TABLE_HEADER_ROWS || (hasTotals && index === lineCount - 1);
  return {
    hLineWidth: (index) => (index < TABLE_HEADER_ROWS ? 0 : isStrong(index) ? 1 : 0.5),
    hLineColor: (index) => (isStrong(index) ? PALETTE.accent : PALETTE.rule),
    vLineWidth: () => 0,
    paddingLeft: (index) => (index === 0 ? 0 : padding),
    paddingRight: (index) => (index === columnCount - 1 ? 0 : padding),
    paddingTop: (index) => (index === 0 ? 0 : 3.5),
    paddingBottom: () => 2.5,
  };
}

/** The largest number of bars that are kept together on one page. */
const SHORT_CHART = 12;

const BARS_PADDING = 6;

const BARS_LAYOUT: CustomTableLayout = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: (index) => (index === 0 ? 0 : BARS_PADDING),
  paddingRight: (index) => (index === 2 ? 0 : BARS_PADDING),
  paddingTop: () => 2.5,
  paddingBottom: () => 2.5,
};

const FIGURES_LAYOUT: CustomTableLayout = {
  hLineWidth: (index) => (index === 0 ? 0 : 6),
  hLineColor: () => '#ffffff',
  vLineWidth: (index, { table }) => (index === 0 || index === table.widths?.length ? 0 : 8),
  vLineColor: () => '#ffffff',
  paddingLeft: () => 10,
  paddingRight: () => 8,
  paddingTop: () => 8,
  paddingBottom: () => 7,
};

const NOTE_LAYOUT: CustomTableLayout = {
  hLineWidth: () => 0,
  vLineWidth: (index) => (index === 0 ? 3 : 0),
  vLineColor: () => PALETTE.accent,
  fillColor: () => PALETTE.pale,
  paddingLeft: () => 10,
  paddingRight: () => 10,
  paddingTop: () => 8,
  paddingBottom: () => 6,
};

/** Roboto has no narrow no-break space. The normal no-break space also keeps a number on one line. */
function clean(text: string): string {
  return cleanText(text).replaceAll('\u202f', '\u00a0').replaceAll('\t', ' ');
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}
