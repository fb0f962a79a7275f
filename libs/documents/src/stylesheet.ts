import { PALETTE } from './palette.js';

/** Column widths are multiples of this many percent. Each has a class, so that the stylesheet never changes. */
export const WIDTH_STEP = 2;

const WIDTHS = Array.from({ length: 100 / WIDTH_STEP }, (_, index) => {
  const width = (index + 1) * WIDTH_STEP;
  return `.width-${width} { width: ${width}% }`;
}).join('\n');

export const STYLESHEET = `
:root { color-scheme: light }
* { box-sizing: border-box }
body { margin: 0; background: #fff; color: ${PALETTE.text}; line-height: 1.55;
  font-family: "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif }
main, footer { max-width: 50rem; margin: 0 auto; padding: 0 1.5rem }
main { padding-top: 2.5rem; padding-bottom: 1.5rem }
p, li, dd, td, th { white-space: pre-line; overflow-wrap: break-word }
h1, h2, h3, caption { color: ${PALETTE.accent}; line-height: 1.25; font-weight: 600 }
h1 { margin: .75rem 0 0; font-size: 2rem }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.375rem }
h3 { margin: 1.75rem 0 .5rem; font-size: 1.125rem }
p, ul { margin: 0 0 1rem; max-width: 42rem }
ul { padding-left: 1.25rem }
li { margin-bottom: .25rem }
header { margin-bottom: 2rem; padding-bottom: 1rem; border-bottom: 2px solid ${PALETTE.accent} }
header p { margin: 0 }
.issuer { color: ${PALETTE.accent}; font-weight: 600 }
.subtitle { margin-top: .375rem; font-size: 1.125rem }
.issued, .detail, .unit, footer { color: ${PALETTE.muted}; font-size: .875rem }
header .issued { margin-top: .75rem }
.note { margin: 1.5rem 0; padding: .75rem 1rem; background: ${PALETTE.pale};
  border-left: 4px solid ${PALETTE.accent} }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr));
  gap: .75rem; margin: 1.5rem 0 }
.figures div { display: flex; flex-direction: column; padding: .875rem 1rem;
  background: ${PALETTE.pale}; border-top: 3px solid ${PALETTE.accent} }
.figures dt { order: 1; font-size: .9375rem }
.figures dd { margin: 0; order: 2 }
.figures .value { order: 0; color: ${PALETTE.accent}; font-size: 1.75rem; font-weight: 600;
  line-height: 1.25; font-variant-numeric: tabular-nums }
.table { overflow-x: auto; margin: 1.5rem 0 }
.table + .detail { margin-top: -1rem }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; line-height: 1.4;
  font-variant-numeric: tabular-nums }
caption { padding-bottom: .5rem; text-align: left }
.unit { font-weight: 400 }
th, td { padding: .4375rem .5rem; text-align: left; vertical-align: top; font-weight: 400 }
th:first-child, td:first-child { padding-left: 0 }
th:last-child, td:last-child { padding-right: 0 }
thead th { color: ${PALETTE.accent}; font-weight: 600; vertical-align: bottom;
  border-bottom: 2px solid ${PALETTE.accent} }
tbody tr { border-bottom: 1px solid ${PALETTE.rule} }
tfoot th, tfoot td { font-weight: 600; border-top: 2px solid ${PALETTE.accent} }
.number { text-align: right }
.bars { margin: 1.5rem 0 }
.bars thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.bars tbody tr { border: 0 }
.bars tbody th { width: 34% }
.bars tbody td:last-child { width: 1%; white-space: nowrap }
.bars svg { display: block; width: 100%; min-width: 4rem; height: .75rem; margin-top: .25rem;
  background: ${PALETTE.pale} }
@media (max-width: 36rem) { .bars tbody td:last-child { width: 25%; white-space: normal } }
.bars rect { fill: ${PALETTE.accent} }
footer { padding-bottom: 2.5rem }
footer p { border-top: 1px solid ${PALETTE.rule}; padding-top: .75rem; max-width: none }
${WIDTHS}
@page { size: A4; margin: 18mm 18mm 20mm;
  @bottom-right { content: "page " counter(page) "/" counter(pages); font: 8pt sans-serif } }
@media print {
  html { font-size: 10pt }
  main, footer { max-width: none; padding: 0 }
  .table { overflow: visible }
  .table th, .table td { overflow-wrap: anywhere }
  .new-page { break-before: page }
  h1, h2, h3, caption { break-after: avoid }
  tr, li, .figures, .note, .detail { break-inside: avoid }
  p { orphans: 3; widows: 3 }
  thead { display: table-header-group }
  tfoot { display: table-row-group }
  .figures div, .note, .bars svg { print-color-adjust: exact; -webkit-print-color-adjust: exact }
}
`;
