import { TestService } from '@passerelle/testing';

import { identity } from '../src/service.js';
import { accountIdOf, LIGHT_CAPTCHA, refresh, signIn } from './journey.js';
import {
  claimsByPassword,
  codeAt,
  enrolTotp,
  mfaToken,
  secondStep,
  type TokenAnswer,
} from './second-factor-journey.js';

interface Reset {
  readonly id: string;
  readonly status: string;
}

const FIRST = { sub: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e01', roles: ['admin' as const] };
const SECOND = { sub: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e02', roles: ['admin' as const] };

let test: TestService;
let accountId: string;

beforeAll(async () => {
  test = await TestService.start(identity, { env: { PASSERELLE_DEMO: 'true', ...LIGHT_CAPTCHA } });
  accountId = await accountIdOf(test, 'mediator');
});

afterAll(async () => {
  await test.stop();
});

const ask = (as: typeof FIRST, account = accountId) =>
  test.call<Reset>('POST', 'second-factor-resets', {
    as,
    body: { accountId: account, reason: 'lost' },
  });

const decide = (as: typeof FIRST, id: string, how: 'approval' | 'refusal') =>
  test.call<Reset>('POST', `second-factor-resets/${id}/${how}`, { as });

const messages = async (): Promise<number> => {
  const rows = await test.transactions.read<{ count: number }>(
    `select count(*)::int as count from pending_messages where template = 'second_factor_changed'`,
  );
  return rows[0]!.count;
};

describe('the reset of a second factor', () => {
  let secret: string;

  it('is for accounts that have one, and not for the own account', async () => {
    expect((await ask(FIRST)).body).toMatchObject({ code: 'identity/no-factor' });
    expect((await ask({ ...FIRST, sub: accountId })).body).toMatchObject({
      code: 'identity/own-second-factor',
    });
    expect((await ask(FIRST, FIRST.sub)).body).toMatchObject({
      code: 'identity/own-second-factor',
    });
    expect((await ask(FIRST, SECOND.sub)).status).toBe(404);
    ({ secret } = await enrolTotp(test, await claimsByPassword(test, 'mediator')));
  });

  it('takes two administrators, neither of them the person, and tells the person twice', async () => {
    const opened = await secondStep(test, await mfaToken(test, 'mediator'), {
      otp: codeAt(secret, test.clock.now()),
    });
    const { refresh_token: session = '' } = opened.body as unknown as TokenAnswer;
    const before = await messages();
    const asked = await ask(FIRST);
    expect(asked).toMatchObject({ status: 201, body: { status: 'pending' } });
    const { id } = asked.body;
    expect((await ask(SECOND)).body).toMatchObject({ code: 'identity/reset-pending' });
    expect((await decide(FIRST, id, 'approval')).body).toMatchObject({
      code: 'identity/same-administrator',
    });
    expect((await decide({ ...FIRST, sub: accountId }, id, 'approval')).body).toMatchObject({
      code: 'identity/own-second-factor',
    });
    expect(await messages()).toBe(before + 1);
    expect((await signIn(test, 'mediator')).status).toBe(403);
    const answers = await Promise.all([1, 2, 3].map(() => decide(SECOND, id, 'approval')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(await messages()).toBe(before + 2);
    expect((await refresh(test, session)).body).toMatchObject({ error: 'invalid_grant' });
    expect((await signIn(test, 'mediator')).status).toBe(200);
    const events = await test.transactions.read<{ kind: string; actor: string }>(
      `select kind, actor_id as actor from audit_events where kind like 'second_factor_reset%' order by id`,
    );
    expect(events).toEqual([
      { kind: 'second_factor_reset_requested', actor: FIRST.sub },
      { kind: 'second_factor_reset', actor: SECOND.sub },
    ]);
  });

  it('ends without effect when nobody agrees in time, or somebody refuses', async () => {
    await enrolTotp(test, await claimsByPassword(test, 'mediator'));
    const { id: refused } = (await ask(FIRST)).body;
    expect((await decide(FIRST, refused, 'refusal')).body).toMatchObject({ status: 'refused' });
    expect((await decide(SECOND, refused, 'approval')).body).toMatchObject({
      code: 'identity/reset-decided',
    });
    const { id: late } = (await ask(SECOND)).body;
    test.clock.moveTo(new Date(test.clock.now().getTime() + 48 * 3_600_000));
    expect((await decide(FIRST, late, 'approval')).body).toMatchObject({
      code: 'identity/reset-expired',
    });
    const { body } = await test.call('GET', `second-factor-resets/${late}`, { as: FIRST });
    expect(body).toMatchObject({ status: 'expired' });
    expect((await ask(FIRST)).status).toBe(201);
    const list = await test.call<{ items: Reset[] }>('GET', 'second-factor-resets', { as: FIRST });
    expect(list.body.items.map(({ status }) => status)).toEqual([
      'approved',
      'refused',
      'expired',
      'pending',
    ]);
    expect((await signIn(test, 'mediator')).status).toBe(403);
  });

  it('is kept to two persons by the table itself', async () => {
    await expect(
      test.transactions.run((tx) =>
        tx.query(
          `update second_factor_resets set decision = 'approved', decided_by = requested_by
           where decision is null`,
        ),
      ),
    ).rejects.toThrow(/check/);
  });
});
