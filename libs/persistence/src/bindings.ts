import type { Tx } from './tx.js';

/** One column of a row that is to be written, and where its value is bound. */
export interface Cell {
  readonly column: string;
  readonly placeholder: string;
}

/**
 * The values of a statement that writes rows of several entities at once, which TypeORM has no form for. The text
 * depends on which columns are given, not on the values, so such a statement is prepared once.
 */
export class Bindings {
  readonly values: unknown[] = [];

  constructor(private readonly tx: Tx) {}

  /** @returns the placeholder: `$3` */
  bind(value: unknown): string {
    return `$${String(this.values.push(value))}`;
  }

  /** The columns of an entity for which the row has a value, in the order of the entity. */
  cells<E extends object>(entity: new () => E, row: Partial<E>): Cell[] {
    const { dataSource } = this.tx.manager;
    return dataSource.getMetadata(entity).columns.flatMap((column) => {
      const value: unknown = column.getEntityValue(row);
      if (value === undefined) return [];
      const stored: unknown = dataSource.driver.preparePersistentValue(value, column);
      return [{ column: column.databaseName, placeholder: this.bind(stored) }];
    });
  }
}

/** `id, kind` */
export const columnsOf = (cells: readonly Cell[]): string =>
  cells.map(({ column }) => column).join(', ');

/** `$1, $2` */
export const placeholdersOf = (cells: readonly Cell[]): string =>
  cells.map(({ placeholder }) => placeholder).join(', ');

/** `status = $1, version = $2` */
export const assignmentsOf = (cells: readonly Cell[]): string =>
  cells.map(({ column, placeholder }) => `${column} = ${placeholder}`).join(', ');
