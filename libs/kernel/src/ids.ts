import { v7, validate } from 'uuid';

/**
 * A new identifier: uuid version 7, so that rows are inserted in index order.
 * Made in code, not by the database: `uuidv7()` exists from PostgreSQL 18 on only, and 15 is supported.
 */
export function newId(): string {
  return v7();
}

export function isId(value: unknown): value is string {
  return validate(value);
}
