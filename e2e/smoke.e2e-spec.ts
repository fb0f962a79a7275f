import { identity } from '@passerelle/identity/service';
import { indicators } from '@passerelle/indicators/service';
import { newId } from '@passerelle/kernel';
import { mediation } from '@passerelle/mediation/service';
import { notifications } from '@passerelle/notifications/service';
import { rentCampaigns } from '@passerelle/rent-campaigns/service';
import { scales } from '@passerelle/scales/service';
import { eventually, TestService } from '@passerelle/testing';

const DEFINITIONS = [identity, mediation, indicators, scales, notifications, rentCampaigns];

/** Tests every service on the servers of the run: its schema, its queue, and the statements of each of its reads. */
describe.each(DEFINITIONS.map((definition) => [definition.name, definition] as const))(
  'the service %s',
  (name, definition) => {
    let test: TestService;

    beforeAll(async () => {
      test = await TestService.start(definition);
    });

    afterAll(async () => {
      await test.stop();
    });

    it('is ready', async () => {
      // A check without an answer after two seconds counts as down. A busy machine can need more time.
      await eventually(async () => {
        const { body } = await test.call('GET', `/${name}/health/ready`);
        expect(body).toEqual({ status: 'ready' });
      });
    });

    it('answers each of its reads', async () => {
      const failed: string[] = [];
      for (const { method, path, rule } of test.service.routes) {
        if (method !== 'GET') continue;
        const as =
          'public' in rule
            ? null
            : {
                roles: [...rule.roles],
                scope: (rule.scopes ?? []).join(' '),
                file_number: '0000001',
                organisation: '35600000000048',
              };
        const url = `/${name}${path}`.replace(/:year\b/g, '2023').replace(/:\w+/g, () => newId());
        const { status } = await test.call(method, url, { as });
        if (status >= 500) failed.push(`${method} ${path}: ${String(status)}`);
      }
      expect(failed).toEqual([]);
    });
  },
);
