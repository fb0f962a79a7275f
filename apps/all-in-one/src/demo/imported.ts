import { setTimeout as sleep } from 'node:timers/promises';

import type { Api } from './api.js';

const POLL_MS = 100;
const LIMIT_MS = 120_000;

/** A file for a service, as a batch job sends it. */
export interface DemoFile {
  readonly method: 'POST' | 'PUT';
  /** The route that takes it: `/<service>/v1/…`. */
  readonly path: string;
  readonly type: 'text/csv' | 'application/x-ndjson';
  readonly body: string;
}

interface ImportState {
  readonly id: string;
  readonly status: string;
  readonly rejected: number;
  readonly failure: { readonly code: string } | null;
}

/**
 * Sends a file and waits until its import has ended. Without a key: the same file twice changes nothing,
 * and after a failure the next start must be able to send it anew.
 *
 * @throws when the file, or any of its lines, is refused
 */
export async function imported(
  api: Pick<Api, 'call'>,
  { method, path, type, body }: DemoFile,
): Promise<void> {
  const service = path.split('/').slice(0, 3).join('/');
  let state = await api.call<ImportState>(method, path, { as: 'batch', body, type });
  const deadline = Date.now() + LIMIT_MS;
  while (state.status !== 'completed' && state.status !== 'failed') {
    if (Date.now() > deadline) throw new Error(`l’import ${state.id} n’aboutit pas`);
    await sleep(POLL_MS);
    state = await api.call<ImportState>('GET', `${service}/imports/${state.id}`, { as: 'batch' });
  }
  if (state.status === 'failed' || state.rejected > 0) {
    throw new Error(
      `import ${state.id} : ${state.failure?.code ?? `${state.rejected} lignes refusées`}`,
    );
  }
}
