/**
 * Codes of PostgreSQL and of sockets for temporary failures that do not depend on the request: lost, refused or too many
 * connections, insufficient resources, start-up and shutdown, and contention that lasts longer than the retries
 * (deadlock, serialization, lock, statement or transaction timeout).
 */
const CODES =
  /^(08...|53...|57P..|57014|55P03|40001|40P01|25P0[34])$|^(E(CONNREFUSED|CONNRESET|CONNABORTED|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH)|ENOTFOUND|EAI_AGAIN)$/;

/**
 * The driver gives these failures no code: no connection was free in time, or one was lost. A database that an operator
 * has closed for maintenance has an ambiguous one (55000).
 */
const MESSAGES =
  /^(timeout exceeded when trying to connect|timeout expired|Connection terminated|Client (has encountered a connection error|was closed)|Cannot use a pool after calling end)|is not currently accepting connections$/;

const LONGEST_CHAIN = 5;

/** Whether the database is away or overloaded: the same work may succeed in a moment. */
export function isUnavailable(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > LONGEST_CHAIN) return false;
  const { code, message, driverError, cause } = error as Readonly<Record<string, unknown>>;
  return (
    (typeof code === 'string' && CODES.test(code)) ||
    (typeof message === 'string' && MESSAGES.test(message)) ||
    isUnavailable(driverError, depth + 1) ||
    isUnavailable(cause, depth + 1)
  );
}
