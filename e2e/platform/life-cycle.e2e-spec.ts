import { setTimeout as pause } from 'node:timers/promises';

import { referralReceivedV1 } from '@passerelle/contracts';
import { Logger } from '@passerelle/observability';
import { type EventHandler, On } from '@passerelle/messaging';
import { createService, platformSettings, readSettings } from '@passerelle/service-kit';
import {
  TestDatabase,
  createTestTransport,
  eventually,
  OPERATOR_TOKEN,
  TEST_TIMINGS,
  TestService,
} from '@passerelle/testing';

import { ENTRY, interference, ledger, withProvider } from '../../libs/testing/test/ledger.js';
import { asMediator, problemOf, send } from './calls.js';

describe('a service', () => {
  afterEach(() => {
    interference.beforeCommit = () => Promise.resolve();
  });

  it('is not ready while its database is gone, and recovers by itself', async () => {
    const test = await TestService.start(ledger);
    try {
      const headers = await asMediator(test);
      const operator = { authorization: `Bearer ${OPERATOR_TOKEN}` };
      const ready = () => test.call('GET', '/ledger/health/ready', { headers: operator });
      expect((await ready()).body).toEqual({
        status: 'ready',
        checks: { database: 'up', queue: 'up' },
      });

      await test.database.allowConnections(false);
      await test.database.endConnections();
      await eventually(async () => {
        const { status, body } = await ready();
        expect([status, body.checks]).toEqual([503, expect.objectContaining({ database: 'down' })]);
      });
      expect((await test.call('GET', '/ledger/health/live')).status).toBe(200);
      for (const method of ['GET', 'POST']) {
        const body = method === 'POST' ? JSON.stringify(ENTRY) : undefined;
        const refused = await send(test.origin, { method, headers, body });
        expect([refused.status, problemOf(refused).code]).toEqual([
          503,
          'request/temporarily-unavailable',
        ]);
        expect(refused.headers['retry-after']).toBe('5');
      }

      await test.database.allowConnections(true);
      await eventually(async () => {
        expect((await ready()).status).toBe(200);
      });
      expect((await test.call('POST', 'entries', { as: 'mediator', body: ENTRY })).status).toBe(
        201,
      );
    } finally {
      await test.stop();
    }
  });

  it('asks to come back when all its connections are taken for too long', async () => {
    const test = await TestService.start(ledger, { env: { DATABASE_POOL_SIZE: '2' } });
    let give: () => void = () => undefined;
    const free = new Promise<void>((resolve) => (give = resolve));
    try {
      const headers = await asMediator(test);
      let reached = 0;
      interference.beforeCommit = async () => {
        reached++;
        await free;
      };
      const held = [1, 2].map(() => send(test.origin, { headers, body: JSON.stringify(ENTRY) }));
      await eventually(async () => {
        expect(reached).toBe(2);
      });
      const refused = await Promise.all(
        ['GET', 'POST'].map((method) =>
          send(test.origin, {
            method,
            headers,
            body: method === 'POST' ? JSON.stringify(ENTRY) : undefined,
          }),
        ),
      );
      for (const answer of refused) {
        expect([answer.status, problemOf(answer).code, answer.headers['retry-after']]).toEqual([
          503,
          'request/temporarily-unavailable',
          '5',
        ]);
      }
      give();
      expect((await Promise.all(held)).map(({ status }) => status)).toEqual([201, 201]);
    } finally {
      give();
      await test.stop();
    }
  });

  it('finishes the requests under way when it stops, and takes no new ones', async () => {
    const test = await TestService.start(ledger);
    const headers = await asMediator(test);
    const { origin } = test;
    let reached = 0;
    interference.beforeCommit = async () => {
      reached++;
      await pause(400);
    };
    const sent = Array.from({ length: 5 }, () =>
      send(origin, { headers, body: JSON.stringify(ENTRY) }),
    );
    await eventually(async () => {
      expect(reached).toBe(5);
    });
    const stopped = test.stop();
    await pause(50);
    const late = await send(origin, { method: 'GET', headers }).then(
      ({ status }) => status,
      (error: unknown) => (error as NodeJS.ErrnoException).code,
    );
    expect(late).toBe('ECONNREFUSED');
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([
      201, 201, 201, 201, 201,
    ]);
    await stopped;
  });

  it('that handles an event nobody promised it does not start, and leaves nothing running', async () => {
    class Surprising {
      handle: EventHandler<unknown> = () => Promise.resolve();
    }
    On(referralReceivedV1)(Surprising.prototype, 'handle', {});
    const database = await TestDatabase.create();
    const logger = new Logger('ledger', 'silent');
    const transport = await createTestTransport(database, logger);
    const env = database.environment;
    const started = createService(withProvider(Surprising), {
      platform: readSettings(platformSettings, env),
      env,
      transport,
      logger,
      relayTimings: TEST_TIMINGS,
      migrate: true,
    });
    await expect(started).rejects.toThrow(/not named as a consumer \[mediation\.referral-received/);
    await transport.close();
    const left = await database.query(
      'select application_name from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await database.drop();
    expect(left).toEqual([]);
  });
});
