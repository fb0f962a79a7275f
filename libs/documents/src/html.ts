import { createHash } from 'node:crypto';
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
import { typeset } from './french-spaces.js';
import { STYLESHEET, WIDTH_STEP } from './stylesheet.js';
import { WORDING } from './wording.js';

/**
 * The strictest policy under which a page is displayed correctly: no script, no request, and only our stylesheet,
 * which is the same for every document. The page itself contains the policy; send it as a header too.
 */
export const HTML_CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLESHEET).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * A complete page without external resources: it can be served, saved or sent by mail.
 * @throws RangeError if a row of a table does not have one cell for each column.
 */
export function renderHtml(written: PrintableDocument): string {
  const document = typeset(written);
  const { language, title, subtitle, issuer, issuedOn, footnote } = document;
  const blocks = contentBlocks(document).map(({ block, onNewPage }, index) => {
    const html = renderBlock(block, `block-${index + 1}`, document);
    return onNewPage ? `<div class="new-page">\n${html}\n</div>` : html;
  });
  const lines = [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${HTML_CONTENT_SECURITY_POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta name="author" content="${escape(issuer)}">`,
    `<title>${escape(title)}</title>`,
    `<style>${STYLESHEET}</style>`,
    '</head>',
    '<body>',
    '<main>',
    '<header>',
    `<p class="issuer">${escape(issuer)}</p>`,
    `<h1>${escape(title)}</h1>`,
    subtitle === undefined ? '' : `<p class="subtitle">${escape(subtitle)}</p>`,
    `<p class="issued"><time datetime="${issuedOn}">${escape(WORDING[language].issuedOn(issuedOn))}</time></p>`,
    '</header>',
    ...blocks,
    '</main>',
    footnote === undefined ? '' : `<footer><p>${escape(footnote)}</p></footer>`,
    '</body>',
    '</html>',
  ];
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

function renderBlock(block: ContentBlock, id: string, document: PrintableDocument): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escape(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${escape(block.text)}</p>`;
    case 'note':
      return `<p class="note" role="note">${escape(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${escape(item)}</li>`).join('')}</ul>`;
    case 'figures':
      return renderFigures(block);
    case 'table':
      return renderTable(block, id, WORDING[document.language].noData);
    case 'bars':
      return renderBars(block, document);
  }
}

function renderFigures({ items }: FiguresBlock): string {
  const figures = items.map(
    ({ label, value, note }) =>
      `<div><dt>${escape(label)}</dt><dd class="value">${escape(value)}</dd>` +
      `${note === undefined ? '' : `<dd class="detail">${escape(note)}</dd>`}</div>`,
  );
  return `<dl class="figures">${figures.join('')}</dl>`;
}

function renderTable(table: TableBlock, id: string, noData: string): string {
  const { caption, columns, rows, totals, note } = table;
  const number = columns.map(({ align }) => (align === 'right' ? ' class="number"' : ''));
  const namesRows = columns[0]?.align !== 'right';
  const line = (cells: readonly string[]): string => {
    const html = cells.map((cell, index) =>
      index === 0 && namesRows && cell !== ''
        ? `<th scope="row">${escape(cell)}</th>`
        : `<td${number[index] ?? ''}>${escape(cell)}</td>`,
    );
    return `<tr>${html.join('')}</tr>`;
  };
  const widths = columnPercents(table)?.map((percent) => `<col class="width-${steps(percent)}">`);
  const head = columns.map(
    ({ label }, index) => `<th scope="col"${number[index] ?? ''}>${escape(label)}</th>`,
  );
  const body =
    rows.length === 0
      ? `<tr><td colspan="${columns.length}">${noData}</td></tr>`
      : rows.map(line).join('\n');
  return [
    // If the table is wider than a telephone, only the table scrolls. A keyboard can also scroll it.
    `<div class="table" role="region" tabindex="0" aria-labelledby="${id}-caption">`,
    `<table${note === undefined ? '' : ` aria-describedby="${id}-note"`}>`,
    `<caption id="${id}-caption">${escape(caption)}</caption>`,
    widths === undefined ? '' : `<colgroup>${widths.join('')}</colgroup>`,
    `<thead><tr>${head.join('')}</tr></thead>`,
    `<tbody>\n${body}\n</tbody>`,
    totals === undefined ? '' : `<tfoot>${line(totals)}</tfoot>`,
    '</table>',
    '</div>',
    note === undefined ? '' : `<p class="detail" id="${id}-note">${escape(note)}</p>`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** A table of labels and numbers. The bars are drawn in SVG, because printers can omit backgrounds. */
function renderBars(bars: BarsBlock, { language }: PrintableDocument): string {
  const { barLabel, barValue, noData } = WORDING[language];
  const unit = bars.unit === undefined ? '' : ` <span class="unit">(${escape(bars.unit)})</span>`;
  const spans = barSpans(bars);
  const rows = bars.items.map(({ label, shown }, index) => {
    const { start, length } = spans[index] ?? { start: 0, length: 0 };
    const rectangle = `<rect x="${percent(start)}" width="${percent(length)}" height="100%"/>`;
    return (
      `<tr><th scope="row">${escape(label)}</th>` +
      `<td aria-hidden="true"><svg focusable="false">${rectangle}</svg></td>` +
      `<td class="number">${escape(shown)}</td></tr>`
    );
  });
  return [
    '<table class="bars">',
    `<caption>${escape(bars.caption)}${unit}</caption>`,
    `<thead><tr><th scope="col">${barLabel}</th><td aria-hidden="true"></td><th scope="col">${barValue}</th></tr></thead>`,
    `<tbody>\n${rows.length === 0 ? `<tr><td colspan="3">${noData}</td></tr>` : rows.join('\n')}\n</tbody>`,
    '</table>',
  ].join('\n');
}

function percent(part: number): string {
  return `${Math.round(part * 1000) / 10}%`;
}

/** The nearest width for which the stylesheet has a class. A `style` attribute would need a weaker policy. */
function steps(percents: number): number {
  return Math.min(100, Math.max(1, Math.round(percents / WIDTH_STEP)) * WIDTH_STEP);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return cleanText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
