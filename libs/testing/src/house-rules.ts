import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readProcessSettings, type ServiceDefinition } from '@passerelle/service-kit';

import { accessFaults, accessTable, admittedClaims } from './access.js';
import { costlyBodies } from './costly-bodies.js';
import { fuzz, type FuzzOptions } from './fuzz.js';
import { madeUpCursors } from './made-up-cursors.js';
import { schemaDrift } from './schema-drift.js';
import { OPERATOR_TOKEN, TestService, type TestServiceOptions } from './test-service.js';

export interface HouseRules extends TestServiceOptions, Omit<FuzzOptions, 'resources'> {
  /**
   * Creates the resources that the fuzzed requests need and cannot create, such as an import or a campaign.
   *
   * @returns the paths of the created resources that no answer contains
   */
  readonly prepare?: (test: TestService) => Promise<readonly string[]>;
}

const APPS = join(import.meta.dirname, '../../../apps');

/** On an idle machine the short form takes twenty seconds. The long form takes a quarter of an hour. */
const FUZZ_TIMEOUT_MS = 3_600_000;

/** Each public operation that takes a body gets seventy of a megabyte. */
const COSTLY_TIMEOUT_MS = 120_000;

/** The share of operations that must succeed at least once: refusals alone test little. */
const ENOUGH_REACHED = 0.6;

/**
 * The labels that a metric may have. A new one is looked at first: a count by ground, template or outcome of a case
 * would show the small groups that the figures hide.
 */
const METRIC_LABELS: ReadonlySet<string> = new Set([
  'service',
  'method',
  'route',
  'status',
  'type',
  'kind',
  'stage',
  'outcome',
  'channel',
  'le',
]);

/** Tests the common rules on one service. The `test/house-rules.http-spec.ts` of each service makes this call. */
export function houseRules(definition: ServiceDefinition, rules: HouseRules): void {
  describe(`the house rules of ${definition.name}`, () => {
    let test: TestService;

    beforeAll(async () => {
      test = await TestService.start(definition, rules);
    });

    afterAll(async () => {
      await test.stop();
    });

    it('access: the golden table lists the callers of each route', () => {
      expect(accessTable(test.service.routes)).toMatchSnapshot();
    });

    it('access: the guard of each route admits and refuses as the table says', async () => {
      expect(await accessFaults(test)).toEqual([]);
    });

    it('schema: the entities describe the tables that the migrations make', async () => {
      expect(await schemaDrift(test.transactions, definition.name)).toEqual([]);
    });

    it('migrations: a second run finds nothing to do', async () => {
      const { database } = readProcessSettings([definition], test.database.environment, {
        migrating: true,
      });
      expect(await database.migrate(definition)).toEqual([]);
    });

    it('health: anyone learns whether the service is ready, the operator of what it depends on', async () => {
      const path = `/${definition.name}/health/ready`;
      expect((await test.call('GET', path)).body).toEqual({ status: 'ready' });
      const headers = { authorization: `Bearer ${OPERATOR_TOKEN}` };
      const { body } = await test.call('GET', path, { headers });
      expect(body).toMatchObject({ status: 'ready', checks: { database: 'up', queue: 'up' } });
    });

    it('metrics: for the operator, by labels that tell of no case and no person', async () => {
      const path = `/${definition.name}/metrics`;
      const { status, body } = await test.call<{ code: string }>('GET', path);
      expect([status, body.code]).toEqual([401, 'operator/token-required']);
      const figures = await test.metrics();
      const labels = [...figures.matchAll(/[{,]([a-z_]+)="/g)].map(([, label = '']) => label);
      expect([...new Set(labels)].filter((label) => !METRIC_LABELS.has(label))).toEqual([]);
    });

    it('limits: every answer to a signed-in caller tells what is left', async () => {
      const open = test.service.routes.filter(
        ({ rule, method, path }) =>
          !('public' in rule) && method === 'GET' && !path.includes('/:') && !path.includes('*'),
      );
      for (const route of open) {
        const path = `/${definition.name}${route.path}`;
        const { headers } = await test.call('GET', path, { as: admittedClaims(route) });
        expect([path, headers.ratelimit, headers['ratelimit-policy']]).toEqual([
          path,
          expect.stringMatching(/^"[a-z]+";r=\d+;t=\d+(, "[a-z]+-organisation";r=\d+;t=\d+)?$/),
          expect.stringMatching(/^"[a-z]+";q=\d+;w=60(, "[a-z]+-organisation";q=\d+;w=60)?$/),
        ]);
      }
    });

    it('OpenAPI: the committed document is the present one', () => {
      const committed = readFileSync(join(APPS, definition.name, 'openapi.json'), 'utf8');
      expect(test.service.document()).toEqual(JSON.parse(committed));
    });

    it('lists refuse cursors that no page gave', async () => {
      expect(await madeUpCursors(test)).toEqual([]);
    });

    it(
      'no body that anyone may send keeps the process busy',
      async () => {
        expect(await costlyBodies(test)).toEqual([]);
      },
      COSTLY_TIMEOUT_MS,
    );

    it(
      'requests made from the document are answered as the document says',
      async () => {
        const resources = (await rules.prepare?.(test)) ?? [];
        const { faults, reached } = await fuzz(test, { ...rules, resources });
        expect(faults).toEqual([]);
        expect(reached).toBeGreaterThan(ENOUGH_REACHED);
      },
      FUZZ_TIMEOUT_MS,
    );
  });
}
