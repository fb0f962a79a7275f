import type { ColumnValue, ImportColumn, ImportFile } from './column.js';
import { type Delimiter, DELIMITERS, type ExpectedWidth, splitCsvLine } from './csv.js';
import type { FileFault } from './fault-codes.js';
import { editDistance, foldedHeader } from './folding.js';

export interface CsvHeader extends ExpectedWidth {
  /** For each column of the definition its place in a line; -1 when the file does not have it. */
  readonly places: readonly number[];
  /** The further columns, which are not read: `3 (C)`. */
  readonly ignored: readonly string[];
}

/** A row, read as if it were the header. */
export interface HeaderReading {
  readonly header: CsvHeader;
  /** Everything that is wrong with it, told at once. */
  readonly faults: readonly FileFault[];
  /** How many of the columns it names, and of how many names. */
  readonly known: number;
  readonly named: number;
}

type ExpectedFile = Pick<ImportFile, 'columns' | 'oneOf'>;

/** The names that a file knows, in the form in which headers are compared. */
export class HeaderNames {
  private readonly indexes = new Map<string, number>();
  private readonly hints = new Map<string, number>();
  private readonly others = new Set<string>();
  private readonly names: readonly string[];

  constructor(
    private readonly file: ExpectedFile,
    private readonly ignoresUnknown: boolean,
  ) {
    this.names = Object.keys(file.columns);
    Object.entries(file.columns).forEach(([name, column], index) => {
      for (const header of headersOf(name, column)) this.admit(header, index);
      for (const header of column.perhaps ?? []) this.hints.set(foldedHeader(header), index);
      for (const header of column.unlike ?? []) this.others.add(foldedHeader(header));
    });
  }

  get count(): number {
    return this.names.length;
  }

  /** @returns null for a row that no separator cuts into values */
  read(text: string, line: number): HeaderReading | null {
    const readings = DELIMITERS.flatMap((delimiter) => {
      const values = splitCsvLine(text, delimiter);
      return typeof values === 'string' ? [] : [this.reading(values, delimiter, line)];
    });
    return readings.sort((a, b) => b.known - a.known)[0] ?? null;
  }

  private admit(header: string, index: number): void {
    const folded = foldedHeader(header);
    if ((this.indexes.get(folded) ?? index) !== index) {
      throw new Error(`two columns have the header ${header}`);
    }
    this.indexes.set(folded, index);
  }

  private reading(values: readonly string[], delimiter: Delimiter, line: number): HeaderReading {
    // Excel writes separators for columns that hold nothing any more.
    const width = values.findLastIndex((value) => value.trim() !== '') + 1;
    const headers = values.slice(0, width).map(foldedHeader);
    const indexes = headers.map((header) => this.indexes.get(header) ?? -1);
    const places = this.names.map((_, index) => indexes.indexOf(index));
    const unknown = indexes.flatMap((index, place) => (index < 0 ? [place] : []));
    const faults = [
      ...(this.ignoresUnknown ? [] : unknown.map((place) => this.unknownFault(place, headers))),
      ...this.repeated(indexes).map((column) => ({ code: 'duplicate-column', column })),
      ...this.missing(places).map((column) => ({ code: 'missing-column', column })),
    ];
    return {
      header: {
        delimiter,
        width,
        needed: this.needed(places),
        places,
        ignored: unknown.map(placeName),
      },
      faults: faults.map((fault) => ({ ...fault, line })),
      known: width - unknown.length,
      named: headers.filter((header) => header !== '').length,
    };
  }

  /** The place and an accepted name, never the text: in a file without a header the text is somebody's name. */
  private unknownFault(place: number, headers: readonly string[]): FileFault {
    const likely = this.likelyMeaning(headers[place] ?? '');
    const fault = { code: 'unknown-column', column: placeName(place) };
    return likely === undefined ? fault : { ...fault, likely };
  }

  /** The column whose name or alias is nearly this, or is part of this. */
  private likelyMeaning(header: string): string | undefined {
    if (this.others.has(header)) return undefined;
    const [best] = [...this.indexes, ...this.hints]
      .map(([known, index]) => ({ index, distance: distanceOf(header, known) }))
      .sort((a, b) => a.distance - b.distance);
    return best === undefined || best.distance > header.length / 4
      ? undefined
      : this.names[best.index];
  }

  private repeated(indexes: readonly number[]): string[] {
    const twice = indexes.filter((index, place) => index >= 0 && indexes.indexOf(index) !== place);
    return [...new Set(twice)].map((index) => this.names[index] ?? '');
  }

  private missing(places: readonly number[]): string[] {
    const { columns, oneOf = [] } = this.file;
    const isMissing = (name: string): boolean => places[this.names.indexOf(name)] === -1;
    return [
      ...this.names.filter((name) => columns[name]?.required === true && isMissing(name)),
      ...oneOf.filter((group) => group.every(isMissing)).map((group) => group.join(' / ')),
    ];
  }

  private needed(places: readonly number[]): number {
    const { columns, oneOf = [] } = this.file;
    const placeOf = (name: string): number => places[this.names.indexOf(name)] ?? -1;
    const required = this.names.filter((name) => columns[name]?.required === true).map(placeOf);
    const first = oneOf.map((group) => Math.min(...group.map(placeOf).filter((at) => at >= 0)));
    return Math.max(-1, ...required, ...first.filter(Number.isFinite)) + 1;
  }
}

/** The headers that a column goes by; an amount in euros may say so in brackets. */
function headersOf(name: string, { aliases = [], value }: ImportColumn): readonly string[] {
  const headers = [name, ...aliases];
  return isInEuros(value) ? headers.flatMap((header) => [header, `${header} €`]) : headers;
}

function isInEuros(value: ColumnValue): boolean {
  return value.type === 'amount' && value.unit === 'euros';
}

/** Shorter names are part of too many others. */
const LONG_ENOUGH = 8;

function distanceOf(header: string, known: string): number {
  return known.length >= LONG_ENOUGH && header.includes(known) ? 0.5 : editDistance(header, known);
}

/** `3 (C)`: its number, and the letter that a spreadsheet shows over it. */
function placeName(place: number): string {
  let letters = '';
  for (let rest = place; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  }
  return `${String(place + 1)} (${letters})`;
}
