import { type CsvHeader, readCsvHeader, splitCsvLine, widthFault } from './csv.js';
import type { ImportDefinition, StagedValue } from './definition.js';
import type { ImportColumns, ImportFormat } from './column.js';
import type { FileFault, LineCode } from './fault-codes.js';
import { type LineFault, LineUnderReview } from './import-line.js';
import type { LineSink } from './line-splitter.js';
import { NdjsonReader } from './ndjson.js';
import { RowReader } from './row-reader.js';

const BLANK = /^\s*$/;

export interface RecordSink {
  /** False for a line that is counted off only: done by a former attempt, or settled by a former pass. */
  wantsRecord(line: number): boolean;
  good(line: number, doubtful: boolean, values: readonly StagedValue[]): void;
  fault(fault: LineFault): void;
  /** After the faults or the values of each line. */
  ended(bytes: number): void;
}

/** Turns lines of text into records: header, values, the definition's `parse`. */
export class RecordReader<P> implements LineSink {
  /** Why the file is refused as a whole; what comes after is not looked at. */
  refusal: FileFault | null = null;
  private review: LineUnderReview | null = null;
  private header: CsvHeader | null = null;
  private isEmpty = true;
  private readonly width: number;
  private readonly ndjson: NdjsonReader;

  constructor(
    private readonly definition: ImportDefinition<ImportColumns, unknown, P>,
    private readonly format: ImportFormat,
    private readonly prepared: P,
    private readonly sink: RecordSink,
  ) {
    this.width = Object.keys(definition.staging).length;
    this.ndjson = new NdjsonReader(
      new Map(Object.keys(definition.file.columns).map((name, place) => [name, place] as const)),
    );
    if (format === 'ndjson') this.review = this.reviewOf(null);
  }

  end(): void {
    if (this.review === null || (this.isEmpty && this.format === 'ndjson')) {
      this.refusal ??= { code: 'empty-file', column: null };
    }
  }

  line(text: string, number: number): void {
    if (this.refusal !== null) return;
    if (this.review === null) {
      this.readHeader(text);
      return;
    }
    // Blank lines say nothing; a lone separator row of a spreadsheet says no more.
    if (text.length < 200 && (BLANK.test(text) || this.isEmptyRow(text))) return;
    this.isEmpty = false;
    if (this.sink.wantsRecord(number)) this.read(text, number, this.review);
    this.sink.ended(text.length + 1);
  }

  badLine(code: LineCode, number: number): void {
    if (this.refusal !== null) return;
    if (this.review === null) {
      this.refusal = { code: 'unreadable-header', column: null };
      return;
    }
    this.isEmpty = false;
    this.refuse(number, code);
    this.sink.ended(0);
  }

  private read(text: string, number: number, review: LineUnderReview): void {
    if (this.header !== null) {
      const fields = splitCsvLine(text, this.header.delimiter);
      if (typeof fields === 'string') {
        this.refuse(number, fields);
        return;
      }
      if (fields.length !== this.header.width) {
        this.refuse(number, widthFault(text, this.header));
        return;
      }
      review.take(number, fields);
    } else {
      const fields = this.ndjson.read(text);
      if (typeof fields === 'string') {
        this.refuse(number, fields);
        return;
      }
      review.take(number, fields);
      for (let count = this.ndjson.unknown; count > 0; count--)
        review.refuse(null, 'unknown-member');
    }
    const values = this.definition.parse(review, this.prepared);
    if (review.refused) return;
    if (values?.length !== this.width) {
      throw new Error(`${this.definition.file.kind}: parse must give ${String(this.width)} values`);
    }
    this.sink.good(number, review.doubted, values);
  }

  private refuse(line: number, code: LineCode): void {
    this.sink.fault({ line, field: null, code, doubt: false });
  }

  private readHeader(text: string): void {
    const header = readCsvHeader(text, this.definition.file);
    if ('code' in header) {
      this.refusal = header;
      return;
    }
    this.header = header;
    this.review = this.reviewOf(header);
  }

  private reviewOf(header: CsvHeader | null): LineUnderReview {
    const { columns } = this.definition.file;
    return new LineUnderReview(new RowReader(columns, this.format, header?.places), (fault) => {
      this.sink.fault(fault);
    });
  }

  private isEmptyRow(text: string): boolean {
    if (this.header === null || !text.startsWith(this.header.delimiter)) return false;
    return BLANK.test(text.replaceAll(this.header.delimiter, ''));
  }
}
