import { eventually, TestService } from '@passerelle/testing';

import { scales } from '../src/service.js';

describe('the service', () => {
  let test: TestService;

  beforeAll(async () => {
    const env = { PUBLIC_URL: 'https://caf.example/api' };
    test = await TestService.start(scales, { now: '2024-05-12T08:00:00Z', env });
  });

  afterAll(async () => {
    await test.stop();
  });

  it('has links that begin with the public address', async () => {
    const { body, headers } = await test.call('GET', 'scales');
    const links = (body.items as { code: string; href: string }[]).map(({ href }) => href);
    expect(links).toHaveLength(17);
    expect(links.filter((href) => !href.startsWith('/api/scales/v1/scales/'))).toEqual([]);
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
  });

  it('describes every route: what for, what comes back, what can go wrong', () => {
    const operations = Object.values(test.service.document().paths).flatMap((item) =>
      (['get', 'put', 'post', 'delete'] as const).flatMap((method) => item[method] ?? []),
    );
    expect(operations).toHaveLength(test.service.routes.length);
    for (const { operationId, summary, responses } of operations) {
      const success = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      expect({ operationId, documented: success.length > 0 }).toEqual({
        operationId,
        documented: true,
      });
      if (!operationId?.startsWith('health'))
        expect({ operationId, summary }).not.toEqual({ operationId });
    }
  });
});

describe('the service without its database', () => {
  it('shows no figure rather than a stale one, and the present ones again after', async () => {
    const env = { SCALES_MAX_STALE_SECONDS: '1' };
    const test = await TestService.start(scales, { now: '2024-05-12T08:00:00Z', env });
    const status = async () => (await test.call('GET', 'scales/rsa')).status;
    try {
      expect(await status()).toBe(200);
      let release: () => void = () => undefined;
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      const outage = test.transactions.run(async (tx) => {
        await tx.query('lock table catalogue in access exclusive mode');
        await released;
      });
      await eventually(async () => expect(await status()).toBe(503));
      expect((await test.call('GET', '/scales/health/ready')).status).toBe(503);
      release();
      await outage;
      await eventually(async () => expect(await status()).toBe(200));
    } finally {
      await test.stop();
    }
  });
});
