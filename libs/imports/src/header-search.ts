import type { HeaderNames, HeaderReading, CsvHeader } from './csv-header.js';
import type { FileFault, LineCode } from './fault-codes.js';

/** The header is one of the first so many rows that are not blank. */
export const HEADER_WITHIN = 20;

/** A line of the file, or what keeps it from having a text. */
export interface Row {
  readonly number: number;
  readonly content: { readonly text: string } | { readonly code: LineCode };
}

export interface FoundHeader {
  readonly header: CsvHeader;
  readonly line: number;
  /** The rows below the header that were looked at before it was certain. */
  readonly below: readonly Row[];
}

/** Excel's hint to itself about the separator. */
const SEPARATOR_HINT = /^"?sep=.?"?$/i;

/**
 * Looks for the header under titles and blank rows: the first row that names every column that is needed and no
 * other one; without such a row the one that names the most columns, whose faults are told.
 */
export class HeaderSearch {
  private readonly rows: Row[] = [];
  private best: { readonly reading: HeaderReading; readonly at: number } | null = null;

  constructor(private readonly names: HeaderNames) {}

  /** @returns true when the search is over */
  take(row: Row): boolean {
    if ('text' in row.content && SEPARATOR_HINT.test(row.content.text.trim())) return false;
    this.rows.push(row);
    const reading = 'text' in row.content ? this.names.read(row.content.text, row.number) : null;
    if (reading !== null && reading.known > (this.best?.reading.known ?? 0)) {
      this.best = { reading, at: this.rows.length };
      if (reading.faults.length === 0) return true;
    }
    return this.rows.length >= HEADER_WITHIN;
  }

  conclude(): FoundHeader | readonly FileFault[] {
    if (this.best === null || !isHeader(this.best.reading)) return [this.withoutHeader()];
    const { reading, at } = this.best;
    if (reading.faults.length > 0) return reading.faults;
    return {
      header: reading.header,
      line: this.rows[at - 1]?.number ?? 1,
      below: this.rows.slice(at),
    };
  }

  private withoutHeader(): FileFault {
    const [first] = this.rows;
    if (first === undefined) return { code: 'empty-file', column: null };
    const texts = this.rows.flatMap(({ content }) => ('text' in content ? [content.text] : []));
    const start = texts[0]?.trimStart().charAt(0) ?? '';
    if (start === '[' || start === '{') return { code: 'json-content', column: null };
    if (start === '<') return { code: 'markup-content', column: null };
    const isReadable = texts.some((text) => this.names.read(text, first.number) !== null);
    return { code: isReadable ? 'missing-header' : 'unreadable-header', column: null };
  }
}

/** In a line of values one may be called like a column: that makes no header of it. */
function isHeader({ known, named }: HeaderReading): boolean {
  return known >= 2 || 2 * known >= named;
}
