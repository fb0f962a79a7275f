import type { Localized } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';

import type { AcceptedRow, ImportColumns, ImportFile, RowOf } from './column.js';

/** A value of a staging column. Both `undefined` and `null` are NULL. */
export type StagedValue = string | number | boolean | null | undefined;

export type CountingLine = 'first' | 'last';

/** The import of one file. `X`: the context that the request gave, kept as JSON. */
export interface ImportRun<X = unknown> {
  readonly importId: string;
  readonly context: X;
  readonly dryRun: boolean;
  readonly createdBy: string | null;
  /** When the upload began: the same in every attempt. */
  readonly createdAt: Date;
}

/** The lines of one chunk that `parse` staged, in a temporary table of the transaction. */
export interface StagedChunk<X = unknown, P = unknown> extends ImportRun<X> {
  readonly prepared: P;
  /** Its columns: `line integer`, `doubtful boolean`, then the columns of `staging`. */
  readonly table: string;
}

export interface FinishedRun<X = unknown, P = unknown> extends ImportRun<X> {
  readonly prepared: P;
  readonly linesRead: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly toConfirm: number;
}

/** A fault that `merge` finds in a line: a refusal, or with `doubt` a question to a person. */
export interface StagedFault {
  readonly line: number;
  readonly field: string | null;
  readonly code: string;
  readonly doubt?: boolean;
}

/**
 * One kind of import. `C`: its columns, `X`: the context of the request, `P`: the result of `prepare`.
 *
 * `parse` runs once for each line and must be plain and quick. `merge` is one or a few set-wise statements for
 * 20,000 lines. Both may run again for the same lines after a crash, so neither may have an effect outside the
 * transaction.
 */
export interface ImportDefinition<
  C extends ImportColumns = ImportColumns,
  X = unknown,
  P = unknown,
> {
  readonly file: ImportFile<C>;
  /** The columns of the staging table with their SQL types, in the order of the values that `parse` gives. */
  readonly staging: Readonly<Record<string, string>>;
  /** The tables that `merge` writes to: PostgreSQL learns of their growth before `complete` and the next requests. */
  readonly fills: readonly string[];
  /**
   * The staging columns that identify the subject of a line. Of several lines with the same key one line counts,
   * and the other lines are refused: `merge` never meets a key twice in one import.
   */
  readonly key?: readonly string[];
  /**
   * Which line of a key counts. `first` (the default): every other line is a `duplicate-line`. `last`, for a file
   * that states the successive states of a subject: every other line is a `superseded-line`, and the file is
   * read once more.
   */
  readonly counts?: CountingLine;
  /** The codes of this definition with their messages. A message quotes no value of the file. */
  readonly codes: Readonly<Record<string, Localized>>;
  /**
   * In which order chunks are merged. By default two chunks are merged at the same time if lines have a `key`, and
   * one after the other if not. `file`: one after the other, for a merge that looks at lines of other keys. `any`:
   * at the same time in any case. In every order, a merge inserts in the order of the key: otherwise two imports
   * could block each other.
   */
  readonly order?: 'file' | 'any';
  /** Runs once for each attempt: thresholds, known ids. Every attempt should get the same result. */
  prepare?(run: ImportRun<X>): Promise<P>;
  /** @returns the values to stage; `null` when the line was refused */
  parse(line: ImportLine<C>, prepared: P): readonly StagedValue[] | null;
  /** Runs again when another import has inserted one of the unique keys in the meantime. */
  merge(tx: Tx, chunk: StagedChunk<X, P>): Promise<readonly StagedFault[]>;
  /**
   * Runs once, in the last transaction: makes the file visible, publishes events.
   *
   * @returns one of `codes` to refuse the file as a whole, else `null`
   */
  complete?(tx: Tx, run: FinishedRun<X, P>): Promise<string | null>;
  /** Takes back the effect of `merge` when the file is refused after all. */
  discard?(tx: Tx, run: ImportRun<X>): Promise<void>;
}

/** A column, or a place within one: `closure.summary`. */
export type FieldOf<C extends ImportColumns> = (keyof C & string) | `${keyof C & string}.${string}`;

/** The line that `parse` judges, valid during this call only. */
export interface ImportLine<C extends ImportColumns = ImportColumns> {
  /** 1 is the first line of the file. */
  readonly number: number;
  readonly refused: boolean;
  readonly doubted: boolean;
  /**
   * The values of the line, read and checked as the columns declare. Each value that does not fit is recorded as
   * a refusal of the line, and is `null` here.
   */
  read(): RowOf<C>;
  /** The same values once everything is checked: `null` when the line was refused. */
  accepted(row: RowOf<C>): AcceptedRow<C> | null;
  refuse(field: FieldOf<C> | null, code: string): void;
  /** The line is taken over, marked: a person has to confirm it. */
  doubt(field: FieldOf<C> | null, code: string): void;
}
