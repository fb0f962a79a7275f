import type { ImportColumns, ImportFile, ImportFormat } from './column.js';
import { splitCsvLine, widthFault } from './csv.js';
import { type CsvHeader, HeaderNames } from './csv-header.js';
import type { ImportDefinition, StagedValue } from './definition.js';
import type { FileFault, LineCode, Note } from './fault-codes.js';
import { HeaderSearch, type Row } from './header-search.js';
import { type LineFault, LineUnderReview } from './import-line.js';
import type { LineSink } from './line-splitter.js';
import { NdjsonReader } from './ndjson.js';
import { memberName, RowReader } from './row-reader.js';
import { isTotalLine } from './total-line.js';

const BLANK = /^\s*$/;
/** A row of separators alone, its empty values quoted or not. */
const EMPTY_VALUES = /^[\s";,\t|]*$/;
/** The beginning of an array of objects, or of an object over several lines. */
const DOCUMENT = /^\s*(?:\[\s*(?:\{|$)|\{\s*$)/;
/** A note is a sentence. */
const MAX_NAMED = 20;

export interface RecordSink {
  /** False for a line that is counted off only: done by a former attempt, or settled by a former pass. */
  wantsRecord(line: number): boolean;
  good(line: number, doubtful: boolean, values: readonly StagedValue[]): void;
  fault(fault: LineFault): void;
  /** After the faults or the values of each line. */
  ended(bytes: number): void;
}

/** How a file is read. */
export interface Reading {
  readonly format: ImportFormat;
  /** Further columns and members are passed over instead of refused. */
  readonly ignoresUnknown: boolean;
}

/** Turns lines of text into records: header, values, the definition's `parse`. */
export class RecordReader<P> implements LineSink {
  /** Why the file is refused as a whole; what comes after is not looked at. */
  refusals: readonly FileFault[] | null = null;
  private review: LineUnderReview | null = null;
  private header: CsvHeader | null = null;
  private headerLine = 1;
  private isEmpty = true;
  private readonly names: HeaderNames;
  private readonly search: HeaderSearch;
  private readonly ignored = new Set<string>();
  /** The faults of a line that has fewer values than the header. */
  private held: LineFault[] | null = null;
  /** The places of the values that every line has. */
  private required: readonly number[] = [];
  private readonly blank: RegExp;
  private readonly width: number;
  private readonly ndjson: NdjsonReader;

  constructor(
    private readonly definition: ImportDefinition<ImportColumns, unknown, P>,
    private readonly reading: Reading,
    private readonly prepared: P,
    private readonly sink: RecordSink,
  ) {
    const { file, staging } = definition;
    this.width = Object.keys(staging).length;
    this.ndjson = new NdjsonReader(
      new Map(Object.keys(file.columns).map((name, place) => [name, place] as const)),
    );
    this.blank = reading.format === 'csv' ? EMPTY_VALUES : BLANK;
    this.names = new HeaderNames(file, reading.ignoresUnknown);
    this.search = new HeaderSearch(this.names);
    if (reading.format === 'ndjson') this.review = this.reviewOf(null);
  }

  /** What was done to the file, or would help the sender, once it has been read. */
  get notes(): Note[] {
    const ignored = [...this.ignored].slice(0, MAX_NAMED).join(', ');
    const hasColumnFaults = this.refusals?.some(({ code }) => code.endsWith('-column')) === true;
    const columns = Object.keys(this.definition.file.columns).join(', ');
    return [
      ...(this.headerLine > 1
        ? [{ code: 'header-line', values: { line: String(this.headerLine) } } as const]
        : []),
      ...(ignored === ''
        ? []
        : [{ code: 'ignored-columns', values: { columns: ignored } } as const]),
      ...(hasColumnFaults ? [{ code: 'accepted-columns', values: { columns } } as const] : []),
    ];
  }

  end(): void {
    if (this.review === null && this.refusals === null) this.concludeSearch();
    if (this.isEmpty && this.reading.format === 'ndjson') this.refuseFile('empty-file');
  }

  line(text: string, number: number): void {
    if (this.refusals !== null) return;
    // Blank lines say nothing; a row of separators of a spreadsheet says no more.
    if (text.length < 200 && this.blank.test(text)) return;
    if (this.review === null) {
      this.look({ number, content: { text } });
      return;
    }
    if (this.isEmpty && this.reading.format === 'ndjson' && this.isForeign(text, number)) return;
    this.isEmpty = false;
    if (this.sink.wantsRecord(number)) this.read(text, number, this.review);
    this.sink.ended(text.length + 1);
  }

  badLine(code: LineCode, number: number): void {
    if (this.refusals !== null) return;
    if (this.review === null) {
      this.look({ number, content: { code } });
      return;
    }
    this.isEmpty = false;
    this.refuse(number, code);
    this.sink.ended(0);
  }

  private read(text: string, number: number, review: LineUnderReview): void {
    const fields =
      this.header === null ? this.ndjson.read(text) : this.csvValues(text, this.header);
    if (typeof fields === 'string') {
      this.refuse(number, fields);
      return;
    }
    review.take(number, fields);
    if (this.ndjson.unknown.length > 0) this.unknownMembers(this.ndjson.unknown, review);
    // A value that is missing in the middle shifts the others: that is one fault, not one for each of them.
    const isShort = this.header !== null && fields.length < this.header.width;
    if (isShort) this.held = [];
    const values = this.definition.parse(review, this.prepared);
    if (isShort) this.release(number);
    if (review.refused) return;
    if (values?.length !== this.width) {
      throw new Error(`${this.definition.file.kind}: parse must give ${String(this.width)} values`);
    }
    this.sink.good(number, review.doubted, values);
  }

  private release(number: number): void {
    const faults = this.held ?? [];
    this.held = null;
    const refusals = faults.filter(({ doubt }) => !doubt);
    if (refusals.length > 1) this.refuse(number, 'column-count');
    else for (const fault of faults) this.sink.fault(fault);
  }

  private csvValues(text: string, header: CsvHeader): readonly string[] | LineCode {
    const values = splitCsvLine(text, header.delimiter);
    if (typeof values === 'string') return values;
    if (isTotalLine(values, this.required)) return 'total-line';
    if (values.length === header.width) return values;
    return widthFault(text, values, header) ?? values;
  }

  private unknownMembers(members: readonly string[], review: LineUnderReview): void {
    for (const member of members) {
      const name = memberName(member);
      if (!this.reading.ignoresUnknown) review.refuse(name, 'unknown-member');
      else if (this.ignored.size < MAX_NAMED) this.ignored.add(name ?? '?');
    }
  }

  private refuse(line: number, code: LineCode): void {
    this.sink.fault({ line, field: null, code, doubt: false });
  }

  private look(row: Row): void {
    if (this.search.take(row)) this.concludeSearch();
  }

  private concludeSearch(): void {
    const found = this.search.conclude();
    if (!('header' in found)) {
      this.refusals = found;
      return;
    }
    this.header = found.header;
    this.headerLine = found.line;
    for (const name of found.header.ignored.slice(0, MAX_NAMED)) this.ignored.add(name);
    this.review = this.reviewOf(found.header);
    for (const { number, content } of found.below) {
      if ('text' in content) this.line(content.text, number);
      else this.badLine(content.code, number);
    }
  }

  private reviewOf(header: CsvHeader | null): LineUnderReview {
    const { columns } = this.definition.file;
    this.required = Object.values(columns).flatMap(({ required }, index) =>
      required === true ? [header?.places[index] ?? index] : [],
    );
    return new LineUnderReview(
      new RowReader(columns, this.reading.format, header?.places),
      (fault) => {
        if (this.held === null) this.sink.fault(fault);
        else this.held.push(fault);
      },
    );
  }

  /** Another format than the one that was announced shows in the first line. */
  private isForeign(text: string, line: number): boolean {
    if (DOCUMENT.test(text)) this.refuseFile('one-object-per-line');
    else if (!text.trimStart().startsWith('{') && this.definition.file.formats.includes('csv')) {
      if ((this.names.read(text, line)?.known ?? 0) > 1) this.refuseFile('csv-content');
    }
    return this.refusals !== null;
  }

  private refuseFile(code: string): void {
    this.refusals ??= [{ code, column: null }];
  }
}

/** @throws Error where two columns, or two values of one, would be called the same */
export function assertUnambiguous(file: ImportFile): void {
  const names = new HeaderNames(file, false);
  const rows = file.formats.map((format) => new RowReader(file.columns, format));
  if (names.count === 0 || rows.length === 0) throw new Error(`${file.kind} holds nothing`);
}
