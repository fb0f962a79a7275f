import { decodeProtectedHeader } from 'jose';

import { NotificationsStandIn, TestService } from '@passerelle/testing';

import { AuditRetentionService } from '../src/audit/audit-retention.service.js';
import { AuditSealerService } from '../src/audit/audit-sealer.service.js';
import {
  type AuditReport,
  AuditVerificationService,
} from '../src/audit/audit-verification.service.js';
import { runCommand } from '../src/commands.js';
import { SigningKeysService } from '../src/keys/signing-keys.service.js';
import { identity } from '../src/service.js';
import {
  accountIdOf,
  everyTable,
  LIGHT_CAPTCHA,
  NEW_PASSWORD,
  refresh,
  signIn,
  token,
  type Tokens,
} from './journey.js';

/** One administrator, because an idempotency key belongs to its caller. */
const ADMIN = { sub: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e41', roles: ['admin' as const] };
const OLD_KEY = Buffer.alloc(32, 'one master key').toString('base64');
const NEW_KEY = Buffer.alloc(32, 'another master key').toString('base64');

let notifications: NotificationsStandIn;
let test: TestService;

const settingsWith = (keys: Record<string, string>) => ({
  PASSERELLE_DEMO: 'true',
  ...LIGHT_CAPTCHA,
  NOTIFICATIONS_JWKS_URL: notifications.url,
  ...keys,
});

beforeAll(async () => {
  notifications = await NotificationsStandIn.start();
  test = await TestService.start(identity, {
    env: settingsWith({ IDENTITY_MASTER_KEY: OLD_KEY }),
  });
});

afterAll(async () => {
  await test.stop();
  await notifications.stop();
});

const admin = (method: string, path: string, body?: object, headers = {}) =>
  test.call(method, path, { as: ADMIN, ...(body === undefined ? {} : { body }), headers });

describe('an account', () => {
  const BODY = {
    roles: ['beneficiary'],
    nir: '253072b073004 70',
    birthName: 'O’Connor',
    displayName: 'Maria O’Connor',
    email: 'maria.oconnor@example.org',
    fileNumber: '0000002',
  };

  it('is added once, invited, closed and opened again', async () => {
    const headers = { 'idempotency-key': 'maria' };
    const created = await admin('POST', 'accounts', BODY, headers);
    expect(created).toMatchObject({ status: 201, body: { activated: false, version: 1 } });
    const repeated = await admin('POST', 'accounts', BODY, headers);
    expect(repeated.body).toEqual(created.body);
    expect((await admin('POST', 'accounts', BODY)).body.code).toBe('identity/account-exists');
    const { id, username } = created.body as { id: string; username: string };
    expect(created.headers.location).toBe(`/identity/v1/accounts/${id}`);

    const { values } = await notifications.awaited(test, 'account_opened');
    expect(values.username).toBe(username);
    const before = await signIn(test, username, NEW_PASSWORD);
    expect(before.body.code).toBe('identity/invalid-credentials');
    const chosen = await test.call('POST', `password-resets/${String(values.resetId)}/completion`, {
      body: { code: values.code, newPassword: NEW_PASSWORD },
    });
    expect(chosen.status).toBe(204);
    const { body } = await signIn(test, '2 53 07 2B 073 004', NEW_PASSWORD);
    const { refresh_token: refreshToken } = body as unknown as Tokens;
    expect(refreshToken).toBeDefined();

    expect((await admin('POST', `accounts/${id}/closure`)).status).toBe(200);
    expect((await refresh(test, refreshToken)).status).toBe(400);
    expect((await signIn(test, username, NEW_PASSWORD)).body.code).toBe('identity/access-ended');
    expect((await admin('POST', `accounts/${id}/closure`)).status).toBe(409);
    expect((await admin('POST', `accounts/${id}/reopening`)).status).toBe(200);
    expect((await signIn(test, username, NEW_PASSWORD)).status).toBe(200);
    const identityOf = await admin('GET', `accounts/${id}/identity`);
    expect(identityOf.body).toMatchObject({ hasNir: true, displayName: BODY.displayName });
    const list = await admin('GET', 'accounts?role=beneficiary&status=open&limit=1');
    expect((list.body as { items: object[]; next: string | null }).next).not.toBeNull();
  });

  it.each([
    [{ ...BODY, nir: '7850744109876' }, 422, 'identity/nir-refused'],
    [
      { ...BODY, nir: undefined, username: '2951099126111' },
      422,
      'identity/username-resembles-nir',
    ],
    [{ ...BODY, nir: undefined, username: 'mediator' }, 409, 'identity/account-exists'],
    [{ roles: ['partner_agent'] }, 422, 'identity/agents-elsewhere'],
    [{ roles: ['emperor'] }, 400, 'request/validation-failed'],
    [{ roles: [] }, 400, 'request/validation-failed'],
    [{ roles: ['admin'], email: 'not an address' }, 400, 'request/validation-failed'],
    [{ roles: ['admin'], phone: '0612345678' }, 400, 'request/validation-failed'],
  ])('%j is refused: %i %s', async (body, status, code) => {
    const answer = await admin('POST', 'accounts', body);
    expect(answer).toMatchObject({ status, body: { code } });
  });

  it.each([
    [['1 rue de l’Exemple', 'x'.repeat(39), '44000 NANTES'], 'text-list', '38 caractères'],
    [["10 RUE DE L'ÉGLISE\u2028BP 1", '44000 NANTES'], 'one-line', 'une seule ligne'],
  ])('is refused with the address %j', async (addressLines, code, reason) => {
    const body = {
      roles: ['beneficiary'],
      birthName: 'Test',
      email: 'y@example.org',
      addressLines,
    };
    const answer = await admin('POST', 'accounts', body);
    expect(answer.status).toBe(400);
    const [error] = answer.body.errors as { pointer: string; code: string; detail: string }[];
    expect(error).toMatchObject({ pointer: '/addressLines', code });
    expect(error?.detail).toContain(reason);
  });

  it('is refused with an address that no letter reaches', async () => {
    const addressLines = ['chez maman'];
    const answer = await admin('POST', 'accounts', { ...BODY, nir: undefined, addressLines });
    expect(answer).toMatchObject({
      status: 422,
      body: {
        code: 'request/address-without-locality',
        detail: expect.stringContaining('« 44000 NANTES »') as string,
      },
    });
  });

  it('cannot be changed by its owner, even an administrator', async () => {
    const id = await accountIdOf(test, 'admin');
    const own = { sub: id, roles: ['admin' as const] };
    const answer = await test.call('POST', `accounts/${id}/closure`, { as: own });
    expect(answer.body.code).toBe('identity/not-own-account');
  });

  it('is shown to its owner', async () => {
    const sub = await accountIdOf(test, 'beneficiary');
    const me = await test.call('GET', 'me', { as: { sub, roles: ['beneficiary'] } });
    expect(me.body).toMatchObject({
      subject: sub,
      profile: null,
      account: { username: 'beneficiary', displayName: 'Camille Durand', passwordStatus: 'ok' },
    });
  });
});

describe('a batch client', () => {
  it('has scopes and a secret that is shown once and that a new secret replaces', async () => {
    const body = { clientId: 'nightly', scopes: ['indicators:import'] };
    const created = await admin('POST', 'clients', body, { 'idempotency-key': 'nightly' });
    const { id } = created.body as { id: string };
    expect(created.body).toMatchObject({ hasSecret: false });
    const grant = (secret: string) =>
      token(test, {
        grant_type: 'client_credentials',
        client_id: 'nightly',
        client_secret: secret,
      });
    expect((await grant('anything')).status).toBe(401);
    const issue = async () =>
      (await admin('PUT', `clients/${id}/secret`)).body as unknown as { clientSecret: string };
    const { clientSecret: first } = await issue();
    expect((await grant(first)).body).toMatchObject({ scope: 'indicators:import' });
    const { clientSecret: second } = await issue();
    expect((await grant(first)).status).toBe(401);
    expect((await grant(second)).status).toBe(200);
    expect(await everyTable(test)).not.toContain(second);
    expect((await admin('POST', 'clients', body)).status).toBe(409);
    const change = { scopes: ['everything'] };
    expect((await admin('PATCH', `clients/${id}`, change)).status).toBe(400);
    expect((await admin('POST', `clients/${id}/closure`)).status).toBe(200);
    expect((await grant(second)).status).toBe(401);
  });
});

describe('the audit trail', () => {
  const verify = async () => {
    await test.service.app.get(AuditSealerService).seal();
    const { body } = await test.call('GET', 'audit-verification', { as: 'auditor' });
    return body as unknown as { intact: boolean; faults: { fault: string }[]; events: number };
  };
  const unguarded = async (work: () => Promise<unknown>) => {
    await test.asOwner('alter table audit_events disable trigger audit_events_guard');
    await work();
    await test.asOwner('alter table audit_events enable trigger audit_events_guard');
  };
  const superuser = (sql: string) => unguarded(() => test.asOwner(sql));
  /** The report on an altered trail; the alteration is rolled back, and no sealer sees it. */
  const reportAfter = async (sql: string): Promise<AuditReport> => {
    await test.service.app.get(AuditSealerService).seal();
    const reports: AuditReport[] = [];
    const work = () =>
      test.transactions.run(async (tx) => {
        await tx.query(sql);
        reports.push(await test.service.app.get(AuditVerificationService).verify());
        throw new Error('rolled back');
      });
    await unguarded(() => expect(work()).rejects.toThrow('rolled back'));
    return reports[0]!;
  };

  it('shows security events to an auditor, and the reading is an event too', async () => {
    await signIn(test, 'mediator', 'wrong');
    await signIn(test, 'somebody', 'wrong');
    const subjectId = await accountIdOf(test, 'mediator');
    const own = await test.call('GET', `audit-events?subjectId=${subjectId}&kind=sign_in_failed`, {
      as: 'auditor',
    });
    expect((own.body as { items: object[] }).items).toEqual([
      expect.objectContaining({ kind: 'sign_in_failed', subjectId, subjectHash: null }),
    ]);
    const reads = await test.call('GET', 'audit-events?kind=audit_read&limit=1', { as: 'auditor' });
    const [read] = (reads.body as { items: { details: object; addressHash: null }[] }).items;
    expect(read?.details).toEqual({ events: 1 });
    const failed = await test.call('GET', 'audit-events?kind=sign_in_failed', { as: 'auditor' });
    const hashes = (failed.body as { items: { addressHash: string }[] }).items;
    expect(new Set(hashes.map(({ addressHash }) => addressHash)).size).toBe(1);
    expect((await test.call('GET', 'audit-events', { as: 'admin' })).status).toBe(403);
  });

  it('is intact, and refuses changes of events', async () => {
    expect(await verify()).toMatchObject({ intact: true, faults: [], unsealed: 0 });
    for (const sql of [
      `update audit_events set kind = 'audit_read'`,
      'update audit_events set position = position + 1',
      'delete from audit_events',
    ]) {
      await expect(test.transactions.run((tx) => tx.query(sql))).rejects.toThrow(/written once/);
    }
  });

  it.each([
    [
      'an event is changed',
      `update audit_events set kind = 'audit_read' where position = 3`,
      'events_altered',
    ],
    ['an event is taken out', 'delete from audit_events where position = 3', 'events_missing'],
    [
      'an address is changed',
      `update audit_events set address_hash = 'x' where position = (select max(position) from audit_events where address_hash is not null)`,
      'events_altered',
    ],
    ['a seal is taken out', 'delete from audit_seals where number = 1', 'seal_missing'],
    [
      'the last seal is taken out',
      'delete from audit_seals where number = (select max(number) from audit_seals)',
      'events_beyond_the_last_seal',
    ],
    [
      'a seal is made anew',
      `update audit_seals set hash = md5(hash) where number = 1`,
      'seal_altered',
    ],
    [
      'a seal has another proof',
      `update audit_seals set mac = 'x' where number = 1`,
      'seal_not_ours',
    ],
  ])('shows when %s', async (_, sql, fault) => {
    const report = await reportAfter(sql);
    expect(report.intact).toBe(false);
    expect(report.faults).toContainEqual(expect.objectContaining({ fault }));
    expect(await verify()).toMatchObject({ intact: true });
  });

  it('shows an auditor which seal does not fit', async () => {
    await verify();
    const proofs = 'select mac from audit_seals where number = 1';
    const [seal] = await test.transactions.read<{ mac: string }>(proofs);
    await superuser(`update audit_seals set mac = 'x' where number = 1`);
    const { body } = await test.call('GET', 'audit-verification', { as: 'auditor' });
    expect(body).toMatchObject({ intact: false, faults: [{ seal: 1, fault: 'seal_not_ours' }] });
    await superuser(`update audit_seals set mac = '${seal!.mac}' where number = 1`);
    expect(await verify()).toMatchObject({ intact: true });
  });

  it('has no gap when several processes seal at once', async () => {
    const sealer = test.service.app.get(AuditSealerService);
    await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        await signIn(test, `unknown-${String(n)}`, 'wrong');
        await sealer.seal();
      }),
    );
    expect(await verify()).toMatchObject({ intact: true });
  });
});

describe('events older than a year', () => {
  it('are forgotten, and their seals stay in the chain', async () => {
    await signIn(test, 'mediator', 'wrong');
    await test.service.app.get(AuditSealerService).seal();
    const before = test.clock.now();
    test.clock.moveTo(new Date(before.getTime() + 366 * 86_400_000));
    await test.service.app.get(AuditRetentionService).purge();
    expect(await test.transactions.read('select 1 from audit_events')).toEqual([]);
    await signIn(test, 'somebody', 'wrong');
    await test.service.app.get(AuditSealerService).seal();
    const { body } = await test.call('GET', 'audit-verification', { as: 'auditor' });
    expect(body).toMatchObject({ intact: true });
    expect(body.seals).toBeGreaterThan(Number(body.events));
    test.clock.moveTo(before);
  });
});

describe('signing keys', () => {
  it('rotate without a refused token: a key is published first, signs later and verifies until its last token has expired', async () => {
    const keys = test.service.app.get(SigningKeysService);
    const kids = async (): Promise<string[]> => {
      const { body } = await test.call('GET', '/identity/.well-known/jwks.json');
      return (body as unknown as { keys: { kid: string; use: string }[] }).keys
        .filter(({ use }) => use === 'sig')
        .map(({ kid }) => kid);
    };
    const kidOfToken = async (): Promise<string> => {
      const { body } = await signIn(test, 'scale_editor');
      return decodeProtectedHeader((body as unknown as Tokens).access_token).kid!;
    };
    const start = test.clock.now();
    const at = (seconds: number): void => {
      test.clock.moveTo(new Date(start.getTime() + seconds * 1_000));
    };
    const old = await kidOfToken();
    const next = await keys.rotate();
    expect(await kids()).toEqual(expect.arrayContaining([old, next.kid]));
    expect(await kidOfToken()).toBe(old);
    at(1_199);
    expect(await kidOfToken()).toBe(old);
    at(1_200);
    expect(await kidOfToken()).toBe(next.kid);
    at(1_200 + 600 + 119);
    await keys.maintain();
    expect(await kids()).toContain(old);
    at(1_200 + 600 + 120);
    await keys.maintain();
    expect(await kids()).toEqual([next.kid]);
    at(91 * 86_400);
    await keys.maintain();
    expect(await kids()).toHaveLength(2);
    test.clock.moveTo(start);
  });
});

describe('the master key', () => {
  const run = (name: string, env: Record<string, string>) =>
    runCommand(name, { ...test.database.environment, ...env });

  it('changes by a command, after which every value is readable under the new key', async () => {
    await test.service.app.get(AuditSealerService).seal();
    const env = { IDENTITY_MASTER_KEY: NEW_KEY, IDENTITY_FORMER_MASTER_KEYS: OLD_KEY };
    await test.restart(settingsWith(env));
    const { ok, report } = await run('rotate-keys', env);
    expect({ ok, report }).toMatchObject({ ok: true, report: { complete: true } });
    const { identities } = report as { identities: number };
    expect(identities).toBeGreaterThan(10);
    expect(await run('rotate-keys', env)).toMatchObject({ ok: true, report: { identities: 0 } });

    const alone = { IDENTITY_MASTER_KEY: NEW_KEY };
    expect(await run('verify-audit', alone)).toMatchObject({ ok: true, report: { intact: true } });
    const rotated = await run('rotate-signing-key', alone);
    expect(rotated.ok).toBe(true);
    const keyIds = await test.transactions.read<{ id: string }>(
      `select distinct split_part(value, '.', 1) as id from (
         select sealed as value from account_identities
         union all select nir_hash from account_identities where nir_hash is not null
         union all select sealed_private_key from signing_keys
         union all select mac from audit_seals) as everything`,
    );
    expect(keyIds).toHaveLength(1);
    await expect(run('rotate-keys', { IDENTITY_MASTER_KEY: OLD_KEY })).rejects.toThrow(
      /not intact/,
    );
  });
});
