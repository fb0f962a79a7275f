import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { TestService } from '@passerelle/testing';

import { rentCampaigns } from '../src/service.js';
import { as, expectedTenant, ndjson, openCampaign } from './campaign.js';

/** A port that no server listens on: the test held it and released it. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('with a storage of imports that does not answer', () => {
  let test: TestService;

  beforeAll(async () => {
    test = await TestService.start(rentCampaigns, {
      now: '2023-09-10T08:00:00Z',
      env: {
        IMPORT_SPOOL_S3_ENDPOINT: `http://127.0.0.1:${String(await closedPort())}`,
        IMPORT_SPOOL_S3_BUCKET: 'spool',
        IMPORT_SPOOL_S3_ACCESS_KEY_ID: 'key',
        IMPORT_SPOOL_S3_SECRET_ACCESS_KEY: 'hunter2-very-secret',
      },
    });
    await openCampaign(test);
  });

  afterAll(() => test.stop());

  it('a file is refused with a retry time and without a trace, and other requests work', async () => {
    const send = () =>
      test.call('PUT', 'campaigns/2023/roster', {
        as: as.manager,
        body: ndjson([expectedTenant(1)]),
        headers: { 'content-type': 'application/x-ndjson', 'idempotency-key': 'k-1' },
      });
    for (let attempt = 0; attempt < 2; attempt++) {
      const { status, headers, body } = await send();
      expect([status, body.code]).toEqual([503, 'imports/storage-unavailable']);
      expect(headers['retry-after']).toBeDefined();
      expect(JSON.stringify(body)).not.toContain('127.0.0.1');
    }
    const [left] = await test.transactions.read<{ count: number }>('select count(*) from imports');
    expect(left?.count).toBe(0);
    expect((await test.call('GET', 'campaigns/2023', { as: as.manager })).status).toBe(200);
    expect(test.logLines.join()).not.toContain('hunter2');
  });
});
