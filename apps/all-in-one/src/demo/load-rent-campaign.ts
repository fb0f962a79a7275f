import { setTimeout as sleep } from 'node:timers/promises';

import { type Api, CallRefused } from './api.js';
import { RATES_ON, RENT_CAMPAIGN, RENT_YEAR, rentCampaign } from './rent-campaign.js';

const BASE = '/rent-campaigns/v1';
const POLL_MS = 100;
const LIMIT_MS = 120_000;

type Reached = Pick<Api, 'call'>;

interface ImportState {
  readonly id: string;
  readonly status: string;
  readonly linesRead: number;
  readonly rejected: number;
  readonly failure: { readonly code: string } | null;
}

/** The snapshot of that day is made last of all, and never removed: where it is, everything else is too. */
export async function isRentCampaignLoaded(api: Reached): Promise<boolean> {
  const { items } = await api.call<{ items: { referenceYear: number; on: string }[] }>(
    'GET',
    `${BASE}/rates`,
  );
  return items.some(({ referenceYear, on }) => referenceYear === RENT_YEAR && on === RATES_ON);
}

/**
 * The campaign as the Caf runs it: its dates, the roster, a file of each channel, the rates of the day
 * frozen. Interrupted at any point, the next call goes on: the same file twice changes nothing.
 */
export async function loadRentCampaign(api: Reached): Promise<void> {
  const { roster, files } = rentCampaign();
  const campaign = `${BASE}/campaigns/${RENT_YEAR}`;
  await unlessDone(() =>
    api.call('POST', `${BASE}/campaigns`, { as: 'campaign_manager', body: RENT_CAMPAIGN }),
  );
  await imported(api, 'PUT', `${campaign}/roster`, roster, 'application/x-ndjson');
  for (const { channel, type, body } of files) {
    await imported(api, 'POST', `${campaign}/imports?channel=${channel}`, body, type);
  }
  await unlessDone(() =>
    api.call('POST', `${campaign}/snapshots`, {
      as: 'campaign_manager',
      body: { on: RATES_ON },
    }),
  );
}

async function imported(
  api: Reached,
  method: string,
  path: string,
  body: string,
  type: string,
): Promise<void> {
  let state = await api.call<ImportState>(method, path, { as: 'batch', body, type });
  const deadline = Date.now() + LIMIT_MS;
  while (state.status !== 'completed' && state.status !== 'failed') {
    if (Date.now() > deadline) throw new Error(`l’import ${state.id} n’aboutit pas`);
    await sleep(POLL_MS);
    state = await api.call<ImportState>('GET', `${BASE}/imports/${state.id}`, { as: 'batch' });
  }
  if (state.status === 'failed' || state.rejected > 0) {
    throw new Error(
      `import ${state.id} : ${state.failure?.code ?? `${state.rejected} lignes refusées`}`,
    );
  }
}

/** A conflict with the present state says that it was done before. */
async function unlessDone(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof CallRefused && error.status === 409)) throw error;
  }
}
