import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** The channel on which `libs/persistence` tells what it sends. */
const CHANNEL = 'passerelle.persistence.sent-statements';

interface SentStatement {
  readonly connection: object;
  readonly sql: string;
  readonly isRoundTrip: boolean;
}

/**
 * The statements that some work sends to PostgreSQL, a list for each time it waits for an answer: statements that
 * travel together share a list. The count depends on the code alone, not on how fast the server is.
 *
 * @param isOwn asked while a statement is sent: whether it belongs to the work, where others send as well
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
