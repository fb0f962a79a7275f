import { StorageUnavailableError } from './spool.js';

/** Errors of connections, resources and shutdown: the same work succeeds another time. */
const PASSING =
  /^(08...|53...|57P..|57014|55P03|40001|40P01|25P0[23])$|^E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT)$/;
const CONNECTION_LOST = /^(timeout exceeded when trying to connect|Connection terminated|Client )/;

/** Whether the same work succeeds another time: the database or the storage is away. */
export function isPassing(error: unknown): boolean {
  if (error instanceof StorageUnavailableError) return true;
  const { code, message, driverError } = (error ?? {}) as {
    code?: unknown;
    message?: unknown;
    driverError?: { code?: unknown };
  };
  const codes = [code, driverError?.code];
  return (
    codes.some((own) => typeof own === 'string' && PASSING.test(own)) ||
    (typeof message === 'string' && CONNECTION_LOST.test(message))
  );
}

/** The queue keeps an error's message and stack: a database's error quotes the row. */
export function withoutValues(error: unknown): Error {
  const { code } = (error ?? {}) as { code?: unknown };
  const name = error instanceof Error ? error.name : 'unknown error';
  const bare = new Error(`the import failed: ${name}${typeof code === 'string' ? ` ${code}` : ''}`);
  bare.stack = bare.message;
  return bare;
}
