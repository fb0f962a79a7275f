export { HTML_CONTENT_SECURITY_POLICY, renderHtml } from './html.js';
export { renderPdf } from './pdf.js';
export {
  type BarsBlock,
  type Block,
  type FiguresBlock,
  type PrintableDocument,
  type TableBlock,
} from './printable-document.js';
