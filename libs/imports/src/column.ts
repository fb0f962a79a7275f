import type { FieldDefinition, LocalDate } from '@passerelle/kernel';

export type ImportFormat = 'csv' | 'ndjson';

/**
 * One column of a file, declared once. Reading and checking a line, the OpenAPI document of the route and
 * `docs/generated/imports.md` follow from it.
 */
export interface ImportColumn {
  /** Type, limits, unit and description of the values. A request with the same field names the same definition. */
  readonly value: ColumnValue;
  /** A line needs a value here, and a CSV file this column. */
  readonly required?: boolean;
  /**
   * Further CSV headers of the column. Headers are compared without case, accents, ligatures, blanks and
   * punctuation; `n°`, `no` and `numéro` are the same.
   */
  readonly aliases?: readonly string[];
  /** CSV headers that may mean this column: it is suggested, and not read. */
  readonly perhaps?: readonly string[];
  /** CSV headers that look like one of these and mean something else: none is suggested for them. */
  readonly unlike?: readonly string[];
  /** What the values mean in this file, where the definition does not say it. */
  readonly description?: string;
}

/** By name: the CSV header, and the member of an NDJSON line. */
export type ImportColumns = Readonly<Record<string, ImportColumn>>;

/** NDJSON alone has objects and lists. */
export type ColumnValue = FieldDefinition | ObjectValue | ListValue;

/** A member that is itself an object. A fault within it names its place: `closure.summary`. */
interface ObjectValue {
  readonly type: 'object';
  readonly members: ImportColumns;
  readonly description?: string;
}

/** A member that is an array of objects, empty when absent. A fault names its place: `solutions.0.text`. */
interface ListValue {
  readonly type: 'list';
  readonly members: ImportColumns;
  readonly max: number;
  readonly description?: string;
}

type ScalarOf<V extends FieldDefinition> = V extends { type: 'text' }
  ? string
  : V extends { type: 'whole' | 'amount' }
    ? number
    : V extends { type: 'day' }
      ? LocalDate
      : V extends { type: 'instant' }
        ? Date
        : V extends { type: 'flag' }
          ? boolean
          : V extends { type: 'one-of'; values: readonly (infer T)[] }
            ? T
            : never;

/** The values of a line: `null` for a value that is absent or refused. An amount is in cents. */
export type RowOf<C extends ImportColumns> = {
  readonly [N in keyof C]: C[N]['value'] extends { type: 'list'; members: infer M }
    ? readonly RowOf<M & ImportColumns>[]
    : C[N]['value'] extends { type: 'object'; members: infer M }
      ? RowOf<M & ImportColumns> | null
      : C[N]['value'] extends FieldDefinition
        ? ScalarOf<C[N]['value']> | null
        : never;
};

/** The values of a line without refusal: a required value is there. */
export type AcceptedRow<C extends ImportColumns> = {
  readonly [N in keyof C]:
    | (C[N]['value'] extends { type: 'list'; members: infer M }
        ? readonly AcceptedRow<M & ImportColumns>[]
        : C[N]['value'] extends { type: 'object'; members: infer M }
          ? AcceptedRow<M & ImportColumns>
          : C[N]['value'] extends FieldDefinition
            ? ScalarOf<C[N]['value']>
            : never)
    | (C[N] extends { required: true } | { value: { type: 'list' } } ? never : null);
};

/** What a file holds: the part of a definition that the route and the documents need too. */
export interface ImportFile<C extends ImportColumns = ImportColumns> {
  /** Kebab-case, stable, unique in the service. */
  readonly kind: string;
  readonly formats: readonly ImportFormat[];
  readonly columns: C;
  /** A CSV header names at least one column of each group. */
  readonly oneOf?: readonly (readonly string[])[];
}

/** Keeps the exact types of the columns, from which the types of a line's values follow. */
export function importFile<const C extends ImportColumns>(
  file: ImportFile<C> & { readonly oneOf?: readonly (readonly (keyof C & string)[])[] },
): ImportFile<C> {
  return file;
}
