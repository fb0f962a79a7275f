import { setTimeout as pause } from 'node:timers/promises';

import type { ImportView } from './import.view.js';

const POLL_MS = 500;
/** Proxies end connections that say nothing. */
const HEARTBEAT_MS = 15_000;

/**
 * Server-sent events: the import whenever it changed, until it ends. Read from the database, so that any
 * replica tells, whichever works on it.
 */
export async function* progressEvents(
  read: () => Promise<ImportView | undefined>,
  stopping: AbortSignal,
): AsyncGenerator<string> {
  let last = '';
  let heardAt = 0;
  yield 'retry: 2000\n\n';
  for (;;) {
    const view = await read();
    if (view === undefined) return;
    const data = JSON.stringify(view);
    if (data !== last) {
      last = data;
      heardAt = Date.now();
      yield `event: progress\ndata: ${data}\n\n`;
    } else if (Date.now() - heardAt > HEARTBEAT_MS) {
      heardAt = Date.now();
      yield ': waiting\n\n';
    }
    if (view.status === 'completed' || view.status === 'failed') {
      yield `event: end\ndata: ${data}\n\n`;
      return;
    }
    try {
      await pause(POLL_MS, undefined, { signal: stopping });
    } catch {
      return;
    }
  }
}
