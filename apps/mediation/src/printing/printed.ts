import {
  HTML_CONTENT_SECURITY_POLICY,
  type PrintableDocument,
  renderHtml,
  renderPdf,
} from '@passerelle/documents';

/** The printed forms of a document: the page, which screen readers read, and A4 pages. */
export const PRINT_FORMATS = ['html', 'pdf'] as const;
export type PrintFormat = (typeof PRINT_FORMATS)[number];

export const MEDIA_TYPES = {
  html: 'text/html',
  pdf: 'application/pdf',
} as const satisfies Readonly<Record<PrintFormat, string>>;

/** A document as an answer: its body, and the headers that belong to it. */
export interface Printed {
  readonly body: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** @param name the name of the file, without its ending */
export async function printed(
  document: PrintableDocument,
  format: PrintFormat,
  name: string,
): Promise<Printed> {
  const isHtml = format === 'html';
  return {
    body: isHtml ? renderHtml(document) : await renderPdf(document),
    headers: {
      'content-type': isHtml ? `${MEDIA_TYPES.html}; charset=utf-8` : MEDIA_TYPES.pdf,
      'content-disposition': `inline; filename="${name}.${format}"`,
      'content-language': document.language,
      'cache-control': 'no-store',
      vary: 'Authorization, Accept, Accept-Language',
      ...(isHtml ? { 'content-security-policy': HTML_CONTENT_SECURITY_POLICY } : {}),
    },
  };
}

/** The OpenAPI content of an answer in either form. */
export const PRINTED_CONTENT = {
  [MEDIA_TYPES.html]: { schema: { type: 'string' } },
  [MEDIA_TYPES.pdf]: { schema: { type: 'string', format: 'binary' } },
} as const;
