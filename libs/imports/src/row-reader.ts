import type { ColumnValue, ImportColumns, ImportFormat } from './column.js';
import { Doubted, Refusal, valueReader } from './value-readers.js';
import { withoutMarker } from './written-text.js';

export interface FaultSink {
  refuse(field: string | null, code: string): void;
  doubt(field: string | null, code: string): void;
}

/** Reads a value that is there. What is wrong within an object is reported; anything else is the `Refusal`. */
type CellReader = (value: unknown, faults: FaultSink) => unknown;

interface Cell {
  readonly name: string;
  /** Where its value stands among the fields of a line. */
  readonly place: number;
  readonly required: boolean;
  readonly read: CellReader;
}

/** Reads the values of a line, or of an object within it. Made once a file: a line costs no look-up by name. */
export class RowReader {
  private readonly cells: readonly Cell[];
  /** Copied for each row, so that all rows have the same members in the same order. */
  private readonly blank: Readonly<Record<string, unknown>>;

  /** @param places of the columns among the fields of a line, -1 where a file lacks one; in order when left out */
  constructor(columns: ImportColumns, format: ImportFormat, places?: readonly number[]) {
    const entries = Object.entries(columns);
    this.cells = entries
      .map(([name, { value, required = false }], index) => ({
        name,
        place: places?.[index] ?? index,
        required,
        read: cellReader(name, value, format),
      }))
      .filter(({ place }) => place >= 0);
    this.blank = Object.fromEntries(
      entries.map(([name, { value }]) => [name, value.type === 'list' ? [] : null]),
    );
  }

  read(fields: readonly unknown[], faults: FaultSink): Record<string, unknown> {
    const row = { ...this.blank };
    for (const { name, place, required, read } of this.cells) {
      const value = given(fields[place]);
      if (value === undefined) {
        if (required) faults.refuse(name, 'required');
        continue;
      }
      const result = read(value, faults);
      if (result instanceof Refusal) faults.refuse(name, result.code);
      else if (result instanceof Doubted) {
        row[name] = result.value;
        faults.doubt(name, result.code);
      } else row[name] = result;
    }
    return row;
  }
}

const EQUALS = 0x3d;

/** Undefined for a value that is absent: an empty one of CSV, a `null` of JSON. Text without outer blanks. */
function given(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? undefined;
  const text = value.trim();
  if (text === '') return undefined;
  return text.charCodeAt(0) === EQUALS ? withoutMarker(text) || undefined : text;
}

/** The name of an unknown member, as far as it is a name: a report shows no value. */
export function memberName(name: string): string | null {
  return /^[A-Za-z_][\w-]{0,39}$/.test(name) ? name : null;
}

function cellReader(name: string, value: ColumnValue, format: ImportFormat): CellReader {
  switch (value.type) {
    case 'object': {
      const members = new MembersReader(value.members);
      return (object, faults) => members.read(object, new FaultsWithin(faults, name));
    }
    case 'list':
      return listReader(name, new MembersReader(value.members), value.max);
    default:
      return valueReader(value, format);
  }
}

function listReader(name: string, members: MembersReader, max: number): CellReader {
  const refusal = new Refusal('list');
  return (list, faults) => {
    if (!Array.isArray(list) || list.length > max) return refusal;
    return list.flatMap(
      (item: unknown, index) =>
        members.read(item, new FaultsWithin(faults, `${name}.${String(index)}`)) ?? [],
    );
  };
}

/** Reads an object within a line. */
class MembersReader {
  private readonly places: ReadonlyMap<string, number>;
  private readonly rows: RowReader;

  constructor(members: ImportColumns) {
    this.places = new Map(Object.keys(members).map((name, place) => [name, place] as const));
    this.rows = new RowReader(members, 'ndjson');
  }

  read(value: unknown, faults: FaultSink): Record<string, unknown> | null {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      faults.refuse(null, 'object');
      return null;
    }
    const fields = new Array<unknown>(this.places.size).fill(undefined);
    for (const [name, member] of Object.entries(value)) {
      const place = this.places.get(name);
      if (place === undefined) faults.refuse(memberName(name), 'unknown-member');
      else fields[place] = member;
    }
    return this.rows.read(fields, faults);
  }
}

/** Reports the faults of an object as faults of the line, each with its place in the line. */
class FaultsWithin implements FaultSink {
  constructor(
    private readonly outer: FaultSink,
    private readonly path: string,
  ) {}

  refuse(field: string | null, code: string): void {
    this.outer.refuse(this.placeOf(field), code);
  }

  doubt(field: string | null, code: string): void {
    this.outer.doubt(this.placeOf(field), code);
  }

  private placeOf(field: string | null): string {
    return field === null ? this.path : `${this.path}.${field}`;
  }
}
