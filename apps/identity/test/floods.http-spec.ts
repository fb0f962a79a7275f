import { AuditSealerService } from '../src/audit/audit-sealer.service.js';
import { AuditTrailService } from '../src/audit/audit-trail.service.js';
import { identity } from '../src/service.js';
import { TestService } from '@passerelle/testing';

import { LIGHT_CAPTCHA, PASSWORD } from './journey.js';

const TRIES = 2_000;
const FEWER_TRIES = 400;
const AT_ONCE = 200;
const PEOPLE = ['mediator', 'auditor', 'landlord', 'guardian', 'scale_editor', 'admin'];

let test: TestService;

beforeAll(async () => {
  test = await TestService.start(identity, {
    env: { PASSERELLE_DEMO: 'true', ...LIGHT_CAPTCHA, IDENTITY_TRUSTED_PROXIES: '1' },
  });
});

afterAll(() => test.stop());

const token = (address: string, body: object) =>
  test.call('POST', '/identity/oauth/token', { body, headers: { 'x-forwarded-for': address } });

const client = (address: string, id: string, secret: string) =>
  token(address, { grant_type: 'client_credentials', client_id: id, client_secret: secret });

/** Sends many requests, some at a time, and gives the number of answers of each status. */
async function flood(tries: number, send: (n: number) => Promise<{ readonly status: number }>) {
  const statuses = new Map<number, number>();
  let next = 0;
  const sender = async (): Promise<void> => {
    while (next < tries) {
      const { status } = await send(next++);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return statuses;
}

const events = async (): Promise<number> => {
  const [row] = await test.transactions.read<{ count: number }>(
    'select count(*)::int as count from audit_events',
  );
  return row?.count ?? 0;
};

describe('a flood of unknown clients', () => {
  it('keeps no person and no job out, and writes a handful of security events', async () => {
    const before = await events();
    const flooded = flood(TRIES, (n) => client('203.0.113.9', `client-${String(n)}`, 'made-up'));
    for (const username of PEOPLE) {
      const answer = await token('198.51.100.1', {
        grant_type: 'password',
        username,
        password: PASSWORD,
      });
      expect({ username, status: answer.status }).toEqual({ username, status: 200 });
    }
    expect((await client('198.51.100.2', 'batch', PASSWORD)).status).toBe(200);
    const statuses = await flooded;
    expect(statuses.get(401)).toBe(100);
    expect(statuses.get(429)).toBe(TRIES - 100);
    // The right secret is never refused, not even from the address of the flood.
    expect((await client('203.0.113.9', 'batch', PASSWORD)).status).toBe(200);

    const written = (await events()) - before;
    expect(written).toBe(PEOPLE.length + 2 + 1);
    test.clock.moveTo(new Date(test.clock.now().getTime() + 601_000));
    await test.service.app.get(AuditTrailService).recordRepetitions();
    expect((await events()) - before).toBe(written + 1);
    await test.service.app.get(AuditSealerService).seal();
    const verification = await test.call('GET', 'audit-verification', { as: 'auditor' });
    expect(verification.body).toMatchObject({ intact: true, faults: [], unsealed: 0 });
    const found = await test.call('GET', 'audit-events?kind=client_sign_in_failed', {
      as: 'auditor',
    });
    const [repetitions, first] = (found.body as { items: Record<string, unknown>[] }).items;
    expect(repetitions).toMatchObject({
      subjectId: null,
      addressHash: first?.addressHash,
      details: { repetitions: 99 },
    });
  });
});

describe('a flood of wrong passwords from one address', () => {
  it('keeps nobody else out', async () => {
    const flooded = flood(FEWER_TRIES, (n) =>
      token('203.0.113.10', {
        grant_type: 'password',
        username: `name-${String(n)}`,
        password: 'made-up',
      }),
    );
    for (const username of PEOPLE) {
      const answer = await token('198.51.100.3', {
        grant_type: 'password',
        username,
        password: PASSWORD,
      });
      expect({ username, status: answer.status }).toEqual({ username, status: 200 });
    }
    const statuses = await flooded;
    expect(statuses.get(400)).toBe(30);
    expect(statuses.get(429)).toBe(FEWER_TRIES - 30);
  });
});
