import type { LocalDate, Localized } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';

export type ImportFormat = 'csv' | 'ndjson';

/** What a staging column can take; `undefined` is NULL, like `null`. */
export type StagedValue = string | number | boolean | null | undefined;

export interface ImportColumn<C extends string = string> {
  /** The CSV header, and the member of an NDJSON line. */
  readonly name: C;
  /** Further CSV headers for it. Headers are compared without case and surrounding blanks. */
  readonly aliases?: readonly string[];
  /** A CSV file without this column is refused; what its values must be is for `parse` to say. */
  readonly required?: boolean;
}

export type CountingLine = 'first' | 'last';

/** One file on its way in. `C`: its columns, `X`: the request's context, `P`: what `prepare` gives. */
export interface ImportRun<X = unknown> {
  readonly importId: string;
  readonly context: X;
  readonly dryRun: boolean;
  readonly createdBy: string | null;
  /** When the upload began; the same in every attempt, which the present is not. */
  readonly createdAt: Date;
}

/** The lines of one chunk that `parse` staged, in a temporary table of the transaction. */
export interface StagedChunk<X = unknown, P = unknown> extends ImportRun<X> {
  readonly prepared: P;
  /** Its columns: `line integer`, `doubtful boolean`, then those of `staging`. */
  readonly table: string;
}

export interface FinishedRun<X = unknown, P = unknown> extends ImportRun<X> {
  readonly prepared: P;
  readonly linesRead: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly toConfirm: number;
}

/** A refusal (or, with `doubt`, a question) found by `merge`; of any line of the file. */
export interface StagedFault {
  readonly line: number;
  readonly field: string | null;
  readonly code: string;
  readonly doubt?: boolean;
}

/**
 * One kind of import. `parse` is called once a line and must be plain and quick; `merge` is one or a few
 * set-wise statements for 20,000 lines. Both may run again for the same lines after a crash: what they
 * do outside the transaction is not taken back.
 */
export interface ImportDefinition<C extends string = string, X = unknown, P = unknown> {
  /** Kebab-case, stable, unique in the service. */
  readonly kind: string;
  readonly formats: readonly ImportFormat[];
  readonly columns: readonly ImportColumn<C>[];
  /** Of each group a CSV header must name one column at least. */
  readonly oneOf?: readonly (readonly C[])[];
  /** The staging table's columns and their SQL types, in the order of the values that `parse` gives. */
  readonly staging: Readonly<Record<string, string>>;
  /**
   * The staging columns that say what a line is about. Of several lines with the same key one counts, the
   * others are refused: `merge` never sees a key twice in one import.
   */
  readonly key?: readonly string[];
  /**
   * Which of them that is. `first`, if left out: the others are each a `duplicate-line`. `last`, for files that
   * tell one state of a thing after the other: a `superseded-line` each, at the price of reading the file once
   * more.
   */
  readonly counts?: CountingLine;
  /** The definition's own codes with their messages; they quote no value. */
  readonly codes: Readonly<Record<string, Localized>>;
  /**
   * Left out: two chunks are merged at once when lines have a `key`, since then none concerns another.
   * `file`: one after the other as in the file, for a merge that looks at lines of other keys. `any`: at
   * once, key or not. Whichever it is, inserts must be in the order of the key: other imports are at work.
   */
  readonly order?: 'file' | 'any';
  /** Once an attempt: thresholds, known ids. Every attempt of an import should get the same. */
  prepare?(run: ImportRun<X>): Promise<P>;
  /** @returns the values to stage; `null` when the line was refused */
  parse(line: ImportLine<C>, prepared: P): readonly StagedValue[] | null;
  /** Is called again when it met a unique key that another import took in the meantime. */
  merge(tx: Tx, chunk: StagedChunk<X, P>): Promise<readonly StagedFault[]>;
  /**
   * Once, in the last transaction: makes the file visible, publishes events.
   *
   * @returns one of `codes` to refuse the file as a whole, else `null`
   */
  complete?(tx: Tx, run: FinishedRun<X, P>): Promise<string | null>;
  /** Takes back what `merge` did for a file that is refused after all. */
  discard?(tx: Tx, run: ImportRun<X>): Promise<void>;
}

interface Presence {
  readonly required?: boolean;
}

/**
 * A line under the eyes of `parse`; valid during that call only. Each reader gives `undefined` for what
 * is absent (CSV: empty; NDJSON: `null` or missing) and for what it refused, which it records itself.
 */
export interface ImportLine<C extends string = string> {
  /** 1 is the first line of the file. */
  readonly number: number;
  readonly refused: boolean;
  readonly doubted: boolean;
  has(field: C): boolean;
  /**
   * Text without surrounding blanks and control characters; 200 characters at most unless said otherwise.
   * `multiline`: line breaks and tabs are part of it.
   */
  text(
    field: C,
    rules?: Presence & { max?: number; pattern?: RegExp; code?: string; multiline?: boolean },
  ): string | undefined;
  whole(field: C, rules?: Presence & { min?: number; max?: number }): number | undefined;
  /** An amount of euros with point or comma (`512,34`), as whole cents. */
  cents(field: C, rules?: Presence & { max?: number; negative?: boolean }): number | undefined;
  /** `YYYY-MM-DD`, in CSV also `DD/MM/YYYY`. */
  day(field: C, rules?: Presence): LocalDate | undefined;
  /** RFC 3339 with seconds and offset, to the millisecond. */
  instant(field: C, rules?: Presence): Date | undefined;
  /** A JSON boolean; in CSV true/false, vrai/faux, oui/non, yes/no, 1/0. */
  flag(field: C, rules?: Presence): boolean | undefined;
  oneOf<V extends string>(field: C, values: readonly V[], rules?: Presence): V | undefined;
  /** A member that is itself an object with these members; its faults name them as `field.member`. */
  object<M extends string>(
    field: C,
    members: readonly M[],
    rules?: Presence,
  ): ImportLine<M> | undefined;
  /** A member that is an array of such objects, none when it is absent; faults as `field.0.member`. */
  list<M extends string>(
    field: C,
    members: readonly M[],
    rules: { max: number },
  ): readonly ImportLine<M>[];
  refuse(field: C | null, code: string): void;
  /** The line goes on, marked: someone has to confirm it. */
  doubt(field: C | null, code: string): void;
}
