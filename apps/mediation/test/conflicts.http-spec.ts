import { mediatorChangedV1 } from '@passerelle/contracts';
import { newId } from '@passerelle/kernel';
import { Outbox } from '@passerelle/messaging';
import { eventually, TestService } from '@passerelle/testing';

import { mediation } from '../src/service.js';
import {
  as,
  CLOSURE,
  decide,
  knowMediators,
  MEDIATOR,
  OTHER_MEDIATOR,
  register,
  registerAdmissible,
} from './cases.js';

let test: TestService;

beforeAll(async () => {
  test = await TestService.start(mediation);
  await knowMediators(test);
});

afterAll(async () => {
  await test.stop();
});

const post = (path: string, body: object = {}, who: object = as.mediator, headers = {}) =>
  test.call('POST', path, { as: who, body, headers });
const get = (path: string, who: object = as.mediator) => test.call('GET', path, { as: who });

const TRANSFER = {
  to: 'Caf de la Vendée',
  transferredOn: '2024-02-20',
  personInformedOn: '2024-02-21',
};

/** The case of a person with whom a mediator has a link. */
async function linkedCase(kind = 'family'): Promise<string> {
  const { id } = await registerAdmissible(test);
  await post(`referrals/${id}/conflicts-of-interest`, { kind });
  return id;
}

describe('a conflict of interest', () => {
  it('from before lets a colleague take over, as the default does', async () => {
    for (const declared of [{ mediator: MEDIATOR }, { kind: 'handled_before' }]) {
      const { id } = await registerAdmissible(test);
      const { body } = await post(`referrals/${id}/conflicts-of-interest`, declared);
      expect(body).toMatchObject({ handledBy: [MEDIATOR], declaredLinks: [] });
      expect((await post(`referrals/${id}/closure`, CLOSURE)).body).toMatchObject({
        code: 'mediation/conflict-of-interest',
      });
      await post(`referrals/${id}/handover`, { to: OTHER_MEDIATOR });
      const closed = await post(`referrals/${id}/closure`, CLOSURE, as.otherMediator);
      expect(closed.status).toBe(200);
    }
  });

  it.each(['family', 'professional', 'financial'])(
    'by a %s link leaves no act to any mediator of this Caf but the transfer',
    async (kind) => {
      const id = await linkedCase(kind);
      const { body } = await get(`referrals/${id}`, as.otherMediator);
      expect(body).toMatchObject({
        handledBy: [],
        declaredLinks: [{ mediator: MEDIATOR, kind }],
      });
      const refused = { status: 409, code: 'mediation/transfer-required' };
      for (const who of [as.mediator, as.otherMediator]) {
        const acts: [string, object][] = [
          ['closure', CLOSURE],
          ['handover', { to: OTHER_MEDIATOR }],
          ['notes', { text: 'Une note.' }],
          ['court-seizure', { seizedOn: '2024-03-01' }],
          ['solution', { text: 'Un échéancier.', proposedOn: '2024-02-12' }],
        ];
        for (const [path, command] of acts) {
          expect((await post(`referrals/${id}/${path}`, command, who)).body).toMatchObject(refused);
        }
      }
      // The person still speaks for themselves.
      expect((await post(`referrals/${id}/withdrawal`, {}, as.mediator)).status).toBe(403);
      expect((await post(`referrals/${id}/withdrawal`, {}, as.beneficiary)).status).toBe(200);
    },
  );

  it('declares the same link once', async () => {
    const id = await linkedCase();
    const again = await post(`referrals/${id}/conflicts-of-interest`, { kind: 'family' });
    expect(again.body.declaredLinks).toHaveLength(1);
    const other = await post(`referrals/${id}/conflicts-of-interest`, { kind: 'financial' });
    expect(other.body.declaredLinks).toHaveLength(2);
  });

  it('keeps the links from the person', async () => {
    const id = await linkedCase();
    const { body } = await get(`referrals/${id}`, as.beneficiary);
    expect(body).not.toHaveProperty('declaredLinks');
    expect(
      JSON.stringify((await get(`referrals/${id}/timeline`, as.beneficiary)).body),
    ).not.toContain('conflict');
  });
});

describe('a transfer', () => {
  it('ends the case here, suspends the time limits further, and counts in the statistics', async () => {
    const id = await linkedCase();
    const transferred = await post(`referrals/${id}/transfer`, TRANSFER);
    expect(transferred.body).toMatchObject({
      status: 'transferred',
      transfer: TRANSFER,
      closure: { resolution: null, outcome: null, closedOn: '2024-02-20' },
    });
    expect((await get(`referrals/${id}`, as.beneficiary)).body).toMatchObject({
      status: 'transferred',
      transfer: TRANSFER,
    });
    expect((await get(`referrals/${id}/appeal-clock`, as.beneficiary)).body).toMatchObject({
      status: 'suspended',
      suspendedFrom: '2024-02-09',
      resumedOn: null,
      newDeadline: null,
    });
    const timeline = await get(`referrals/${id}/timeline`, as.beneficiary);
    expect((timeline.body.items as { kind: string }[]).map(({ kind }) => kind)).toEqual([
      'received',
      'declared_admissible',
      'transferred',
    ]);
    const { body } = await get('statistics/2024');
    const list = await get('referrals?status=transferred');
    expect(body).toMatchObject({ withoutResult: { transferred: (list.body.items as []).length } });
    const closing = await post(`referrals/${id}/transfer`, TRANSFER);
    expect(closing.body).toMatchObject({ code: 'mediation/referral-already-closed' });
  });

  it('of an undecided case leaves its limits running, which the clock says', async () => {
    const { id } = await register(test, { appealDeadline: '2024-05-15' });
    await post(`referrals/${id}/conflicts-of-interest`, { kind: 'professional' });
    expect((await decide(test, id)).body).toMatchObject({ code: 'mediation/transfer-required' });
    await post(`referrals/${id}/transfer`, TRANSFER);
    expect((await get(`referrals/${id}/appeal-clock`)).body).toMatchObject({ status: 'unsafe' });
  });

  it('needs a declared conflict, and days between the opening and today', async () => {
    const { id } = await registerAdmissible(test);
    expect((await post(`referrals/${id}/transfer`, TRANSFER)).body).toMatchObject({
      status: 409,
      code: 'mediation/transfer-without-conflict',
    });
    const linked = await linkedCase();
    for (const change of [{ transferredOn: '2024-02-08' }, { personInformedOn: '2024-04-03' }]) {
      const { body } = await post(`referrals/${linked}/transfer`, { ...TRANSFER, ...change });
      expect(body).toMatchObject({ status: 422, code: 'mediation/transfer-date-out-of-range' });
    }
    const untold = await post(`referrals/${linked}/transfer`, {
      ...TRANSFER,
      personInformedOn: null,
    });
    expect(untold.status).toBe(400);
    const stale = await post(`referrals/${linked}/transfer`, TRANSFER, as.mediator, {
      'if-match': '"1"',
    });
    expect(stale.status).toBe(412);
    expect((await post(`referrals/${linked}/transfer`, TRANSFER, as.beneficiary)).status).toBe(403);
  });

  it('tells the other services that nothing waits here any more', async () => {
    const id = await linkedCase();
    await post(`referrals/${id}/transfer`, TRANSFER);
    const events = await test.transactions.read<{ data: unknown }>(
      `select envelope->'data' as data from undelivered_events
       where envelope->>'type' = 'mediation.referral-transferred.v1'
         and envelope->>'subject' = $1`,
      [id],
    );
    expect(events).toEqual([{ data: { referralId: id, transferredOn: '2024-02-20' } }]);
  });
});

describe('a handover', () => {
  it('goes to the account of an active mediator only', async () => {
    const { id } = await register(test);
    const to = newId();
    const refused = await post(`referrals/${id}/handover`, { to });
    expect(refused).toMatchObject({ status: 422, body: { code: 'mediation/no-active-mediator' } });
    await knowMediators(test, [to]);
    expect((await post(`referrals/${id}/handover`, { to })).status).toBe(200);
  });

  it('follows the events of identity, in whatever order they arrive', async () => {
    const { id } = await register(test);
    const accountId = newId();
    const tell = (version: number, active: boolean) =>
      test.transactions.run(async (tx) => {
        test.service.app.get(Outbox).publish(tx, mediatorChangedV1, { accountId, active }, version);
      });
    const known = (version: number) =>
      eventually(async () => {
        const [row] = await test.transactions.read<{ version: number }>(
          'select version from mediators where id = $1',
          [accountId],
        );
        expect(row?.version).toBe(version);
      });
    await tell(1, true);
    await known(1);
    expect((await post(`referrals/${id}/handover`, { to: accountId })).status).toBe(200);
    await tell(3, false);
    await known(3);
    await tell(2, true);
    await tell(4, false);
    await known(4);
    expect((await post(`referrals/${id}/handover`, { to: accountId })).body).toMatchObject({
      code: 'mediation/no-active-mediator',
    });
  });
});
