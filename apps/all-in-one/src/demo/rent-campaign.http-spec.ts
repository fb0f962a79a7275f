import { rentCampaigns } from '@passerelle/rent-campaigns/service';
import { eventually, extentOf, TestService } from '@passerelle/testing';

import { RATES_ON, RENT_CAMPAIGN, rentCampaign } from './rent-campaign.js';

const MANAGER = { roles: ['campaign_manager' as const] };
const BATCH = {
  sub: '0190a5d4-7c1e-7c3a-9b1d-000000000004',
  roles: ['service' as const],
  scope: 'rent-campaigns:import',
};

interface State {
  readonly id: string;
  readonly status: string;
  readonly accepted: number;
  readonly rejected: number;
  readonly toConfirm: number;
}

let test: TestService;

beforeEach(async () => {
  test = await TestService.start(rentCampaigns);
  await test.call('POST', 'campaigns', { as: MANAGER, body: RENT_CAMPAIGN });
});

afterEach(() => test.stop());

async function imported(method: string, path: string, body: string, type: string): Promise<State> {
  const headers = { 'content-type': type };
  const received = await test.call<State>(method, path, { as: BATCH, body, headers });
  expect(received.status).toBe(202);
  return eventually(async () => {
    const { body: state } = await test.call<State>('GET', `imports/${received.body.id}`, {
      as: BATCH,
    });
    expect(state.status).toBe('completed');
    return state;
  }, 300_000);
}

describe('the webinar’s campaign, imported from three channels', () => {
  it.each([1, extentOf('PASSERELLE_DEMO_SCALE', 3)])(
    'shows its rates at %i × 12,500 expected tenants',
    async (scale) => {
      const { roster, expected, files } = rentCampaign(scale);
      const list = await imported('PUT', 'campaigns/2023/roster', roster, 'application/x-ndjson');
      expect(list).toMatchObject({ accepted: expected, rejected: 0 });
      for (const { channel, type, body, lines } of files) {
        const path = `campaigns/2023/imports?channel=${channel}`;
        const doubtful = channel === 'online' ? 40 * scale : 0;
        const outcome = { accepted: lines - doubtful, toConfirm: doubtful, rejected: 0 };
        expect(await imported('POST', path, body, type)).toMatchObject(outcome);
        // The same file twice changes nothing.
        expect(await imported('POST', path, body, type)).toMatchObject(outcome);
      }
      const { body: progress } = await test.call('GET', `campaigns/2023/progress?on=${RATES_ON}`, {
        as: MANAGER,
      });
      expect(progress).toMatchObject({
        expected: 12_500 * scale,
        declaredOnline: 8_910 * scale,
        declaredTotal: 11_875 * scale,
        onlineRate: '71.28',
        totalRate: '95.00',
        toConfirm: 40 * scale,
        byChannel: { exchange: { rate: '21.72' }, paper: { rate: '2.00' } },
      });
      const { body: forecast } = await test.call('GET', 'campaigns/2023/forecast', { as: MANAGER });
      // The tenants whose line waits were declared in time, some of them after the day of the suspension.
      const { body: waiting } = await test.call<{ items: { declaredOn: string }[] }>(
        'GET',
        'campaigns/2023/declarations?status=to_confirm&limit=200',
        { as: MANAGER },
      );
      const inTime = waiting.items.filter(({ declaredOn }) => declaredOn < '2024-01-15');
      expect(waiting.items).toHaveLength(40 * scale);
      expect(inTime.length).toBeGreaterThan(30 * scale);
      expect(forecast).toMatchObject({ tenants: 625 * scale - inTime.length });
      const { body: dwellings } = await test.call('GET', 'campaigns/2023/reconciliation', {
        as: MANAGER,
      });
      expect(dwellings.items).toEqual([]);
      const [versions] = await test.transactions.read(
        'select count(*) as superseded from declaration_history',
      );
      expect(versions).toEqual({ superseded: 0 });
    },
    900_000,
  );
});
