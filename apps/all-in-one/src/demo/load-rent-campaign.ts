import { type Api, CallRefused } from './api.js';
import { imported } from './imported.js';
import { RATES_ON, RENT_CAMPAIGN, RENT_YEAR, rentCampaign } from './rent-campaign.js';

const BASE = '/rent-campaigns/v1';

type Reached = Pick<Api, 'call'>;

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
  await imported(api, {
    method: 'PUT',
    path: `${campaign}/roster`,
    type: 'application/x-ndjson',
    body: roster,
  });
  for (const { channel, type, body } of files) {
    const path = `${campaign}/imports?channel=${channel}`;
    await imported(api, { method: 'POST', path, type, body });
  }
  await unlessDone(() =>
    api.call('POST', `${campaign}/snapshots`, {
      as: 'campaign_manager',
      body: { on: RATES_ON },
    }),
  );
}

/** A conflict with the present state says that it was done before. */
async function unlessDone(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof CallRefused && error.status === 409)) throw error;
  }
}
