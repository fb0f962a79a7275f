import { isUnavailable } from '@passerelle/persistence';

import { StorageUnavailableError } from './spool.js';

/** What follows another failure of the same transaction says nothing of its own. */
const FAILED_TRANSACTION = '25P02';

/** Whether the same work succeeds another time: the database or the storage is away. */
export function isPassing(error: unknown): boolean {
  if (error instanceof StorageUnavailableError || isUnavailable(error)) return true;
  return (error as { code?: unknown } | null)?.code === FAILED_TRANSACTION;
}

/** The queue keeps an error's message and stack: a database's error quotes the row. */
export function withoutValues(error: unknown): Error {
  const { code } = (error ?? {}) as { code?: unknown };
  const name = error instanceof Error ? error.name : 'unknown error';
  const bare = new Error(`the import failed: ${name}${typeof code === 'string' ? ` ${code}` : ''}`);
  bare.stack = bare.message;
  return bare;
}
