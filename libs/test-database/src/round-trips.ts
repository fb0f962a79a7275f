import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** The channel on which `libs/persistence` publishes the statements that it sends. */
const CHANNEL = 'passerelle.persistence.sent-statements';

interface SentStatement {
  readonly connection: object;
  readonly sql: string;
  readonly isRoundTrip: boolean;
}

/**
 * The statements that `work` sends to PostgreSQL, in one list for each time that it waits for an answer: statements
 * that are sent together are in the same list. The count depends only on the code, not on the speed of the server.
 *
 * @param isOwn called while a statement is sent: whether it belongs to `work`, if others send statements as well
 */
export async function roundTripsOf(
  work: () => Promise<unknown>,
  isOwn: () => boolean = () => true,
): Promise<string[][]> {
  const trips: string[][] = [];
  const latest = new Map<object, string[]>();
  const hear = (message: unknown): void => {
    const { connection, sql, isRoundTrip } = message as SentStatement;
    if (!isOwn()) return;
    let trip = latest.get(connection);
    if (isRoundTrip || trip === undefined) {
      trip = [];
      trips.push(trip);
      latest.set(connection, trip);
    }
    trip.push(sql);
  };
  subscribe(CHANNEL, hear);
  try {
    await work();
  } finally {
    unsubscribe(CHANNEL, hear);
  }
  return trips;
}
