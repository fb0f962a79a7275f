import { NotificationsStandIn, TestService } from '@passerelle/testing';

import { AgentsSchedule } from '../src/organisations/agents.schedule.js';
import { identity } from '../src/service.js';
import { LIGHT_CAPTCHA, NEW_PASSWORD, refresh, signIn } from './journey.js';
import { asAgent, claimsOf, Partners, type Row } from './partners.js';

let notifications: NotificationsStandIn;
let test: TestService;
let partners: Partners;

beforeAll(async () => {
  notifications = await NotificationsStandIn.start();
  test = await TestService.start(identity, {
    env: { ...LIGHT_CAPTCHA, NOTIFICATIONS_JWKS_URL: notifications.url },
  });
  partners = new Partners(test, notifications);
});

afterAll(async () => {
  await test.stop();
  await notifications.stop();
});

const moveOn = (days: number): void => {
  test.clock.moveTo(new Date(test.clock.now().getTime() + days * 86_400_000));
};

const today = (): string => test.clock.today();

const NEXT_YEARS = '2030-12-31';

describe('a partner', () => {
  it.each([
    ['00000001800010', 201],
    ['35600000000048', 201],
    ['35600000000010', 201],
    ['00000001800011', 422],
    ['35600000000011', 422],
  ])('with the SIRET %s: %i', async (siret, status) => {
    const body = { siret, name: 'Partenaire', category: 'other' };
    expect((await partners.call('POST', 'organisations', body)).status).toBe(status);
  });

  it('cannot be added twice', async () => {
    const body = { siret: '00000001800010', name: 'Encore', category: 'other' };
    expect((await partners.call('POST', 'organisations', body)).status).toBe(409);
  });

  it('is changed only by a caller who has seen the present version', async () => {
    const id = await partners.newOrganisation();
    const change = { name: 'Nouveau nom' };
    const headers = { 'if-match': '"1"' };
    expect(
      (await partners.call('PATCH', `organisations/${id}`, change, 'admin', headers)).status,
    ).toBe(200);
    expect(
      (await partners.call('PATCH', `organisations/${id}`, change, 'admin', headers)).status,
    ).toBe(412);
  });
});

describe('from questionnaire to open', () => {
  it('takes each step in turn, needs two administrators, and invites the agents when the agreement opens', async () => {
    const organisationId = await partners.newOrganisation();
    const agreementId = await partners.newAgreement(organisationId);
    expect((await partners.step(organisationId, agreementId, 'open')).status).toBe(422);
    expect((await partners.addAgent(organisationId, agreementId)).body.code).toBe(
      'identity/agreement-not-ready',
    );
    for (const to of [
      'under_review',
      'documents_sent',
      'agreement_signed',
      'service_contract_signed',
    ]) {
      expect((await partners.step(organisationId, agreementId, to)).body).toMatchObject({
        status: to,
      });
    }
    expect(
      (await partners.step(organisationId, agreementId, 'members_entered')).body.errors,
    ).toEqual([expect.objectContaining({ code: 'administrators-missing' })]);
    const added = await Promise.all(
      [1, 2, 3].map(() => partners.addAgent(organisationId, agreementId, { administrator: true })),
    );
    expect(added.map(({ status }) => status).sort()).toEqual([201, 201, 409]);
    const [administrator] = added.filter(({ status }) => status === 201);
    const agent = administrator!.body as unknown as Row;
    expect(administrator!.body).toMatchObject({ invitedAt: null, administrator: true });

    await partners.step(organisationId, agreementId, 'members_entered');
    const open = await partners.step(organisationId, agreementId, 'open', { endsOn: NEXT_YEARS });
    expect(open.body).toMatchObject({ status: 'open', inForce: true, endsOn: NEXT_YEARS });
    expect((open.body as unknown as { steps: unknown[] }).steps).toHaveLength(7);
    const { tokens } = await partners.activate(agent);
    expect(claimsOf(tokens)).toMatchObject({ roles: ['partner_agent'], profile: 'T2' });
  });

  it('is shown to its own administrators and not to those of another partner', async () => {
    const own = await partners.open();
    const other = await partners.open();
    const asOwn = asAgent(own.administrators[0]!);
    const paths = (id: string): string[] => [
      `organisations/${id}`,
      `organisations/${id}/agreements`,
      `organisations/${id}/agents`,
      `organisations/${id}/administrators`,
    ];
    for (const path of paths(own.organisationId)) {
      expect([path, (await partners.call('GET', path, undefined, asOwn)).status]).toEqual([
        path,
        200,
      ]);
    }
    for (const path of paths(other.organisationId)) {
      expect([path, (await partners.call('GET', path, undefined, asOwn)).status]).toEqual([
        path,
        404,
      ]);
    }
    const list = await partners.call('GET', 'organisations', undefined, asOwn);
    expect((list.body as { items: Row[] }).items.map(({ id }) => id)).toEqual([own.organisationId]);
    const nobody = await partners.call('GET', 'organisations', undefined, 'partner_agent');
    expect(nobody.body).toEqual({ items: [], next: null });
  });
});

describe('an administrator of the partner', () => {
  it('adds, confirms and ends agents, but appoints no administrator and does not change their own access', async () => {
    const { organisationId, agreementId, administrators } = await partners.open();
    const [one, two] = administrators as [Row, Row];
    const added = await partners.addAgent(
      organisationId,
      agreementId,
      { profile: 'T1' },
      asAgent(one),
    );
    expect(added.status).toBe(201);
    const agent = added.body as unknown as Row;
    const path = `organisations/${organisationId}/agents`;
    const again = await partners.addAgent(
      organisationId,
      agreementId,
      { administrator: true },
      asAgent(one),
    );
    expect(again.body.code).toBe('identity/administrator-by-caf-only');
    const confirm = (id: string, who: Row) =>
      partners.call('POST', `${path}/${id}/recertification`, {}, asAgent(who));
    expect((await confirm(agent.id, one)).status).toBe(200);
    expect((await confirm(two.id, one)).status).toBe(200);
    expect((await confirm(one.id, one)).body.code).toBe('identity/not-oneself');
    const end = (id: string, who: Row) =>
      partners.call('POST', `${path}/${id}/departure`, {}, asAgent(who));
    expect((await end(two.id, one)).body.code).toBe('identity/administrator-by-caf-only');

    const { tokens } = await partners.activate(agent);
    expect((await end(agent.id, one)).body).toMatchObject({ endReason: 'left' });
    expect((await refresh(test, tokens.refresh_token)).status).toBe(400);
    const closed = await notifications.awaited(test, 'agent_access_closed', agent.id);
    expect(closed.values).toMatchObject({ reason: 'left', organisationName: 'CCAS de Test' });
    expect((await end(agent.id, one)).body.code).toBe('identity/agent-ended');
    expect((await confirm(agent.id, agent)).status).toBe(404);
  });

  it('ends an access after its last day, without any recurring task', async () => {
    const { organisationId, agreementId, administrators } = await partners.open();
    const added = await partners.addAgent(
      organisationId,
      agreementId,
      {},
      asAgent(administrators[0]!),
    );
    const agent = added.body as unknown as Row;
    const { username } = await partners.activate(agent);
    const path = `organisations/${organisationId}/agents/${agent.id}/departure`;
    const body = { lastDay: today() };
    expect(
      (await partners.call('POST', path, body, asAgent(administrators[0]!))).body,
    ).toMatchObject({
      endsOn: today(),
      endedAt: null,
    });
    expect((await signIn(test, username, NEW_PASSWORD)).status).toBe(200);
    moveOn(1);
    const refused = await signIn(test, username, NEW_PASSWORD);
    expect(refused).toMatchObject({ status: 403, body: { code: 'identity/access-ended' } });
    expect((await signIn(test, username, 'wrong')).body.code).toBe('identity/invalid-credentials');
  });
});

describe('when an agreement ends', () => {
  it('ends every session at once when suspended, and can open again', async () => {
    const { organisationId, agreementId, administrators } = await partners.open();
    const { username, tokens } = await partners.activate(administrators[0]!);
    await partners.step(organisationId, agreementId, 'suspended', { reason: 'contrôle' });
    expect((await refresh(test, tokens.refresh_token)).status).toBe(400);
    expect((await signIn(test, username, NEW_PASSWORD)).body.code).toBe('identity/access-ended');
    const asSuspended = asAgent(administrators[0]!);
    const list = await partners.call(
      'GET',
      `organisations/${organisationId}/agents`,
      undefined,
      asSuspended,
    );
    expect(list.status).toBe(404);
    await partners.step(organisationId, agreementId, 'open');
    expect((await signIn(test, username, NEW_PASSWORD)).status).toBe(200);
  });

  it('ends the access of every agent when terminated', async () => {
    const { organisationId, agreementId, administrators } = await partners.open();
    const { username, tokens } = await partners.activate(administrators[1]!);
    await partners.step(organisationId, agreementId, 'terminated', { reason: 'fin de mission' });
    expect((await refresh(test, tokens.refresh_token)).status).toBe(400);
    expect((await signIn(test, username, NEW_PASSWORD)).body.code).toBe('identity/access-ended');
    const { body } = await partners.call('GET', `organisations/${organisationId}/agents`);
    const reasons = (body as { items: { endReason: string }[] }).items.map((a) => a.endReason);
    expect(reasons).toEqual(['agreement_terminated', 'agreement_terminated']);
  });
});

describe('over the months', () => {
  const review = () => test.service.app.get(AgentsSchedule).review();
  const reasonOf = async (agent: Row): Promise<string | null> => {
    const [row] = await test.transactions.read<{ reason: string | null }>(
      'select end_reason as reason from agents where id = $1',
      [agent.id],
    );
    return row!.reason;
  };

  it('ends an access that was unused for six months, asks administrators to confirm agents, and ends agents who were not confirmed', async () => {
    test.clock.moveTo(new Date('2024-07-01T08:00:00Z'));
    const { administrators } = await partners.open();
    const [used, unused] = administrators as [Row, Row];
    const { username } = await partners.activate(used);
    test.clock.moveTo(new Date('2024-12-31T22:59:00Z'));
    expect((await signIn(test, username, NEW_PASSWORD)).status).toBe(200);
    await review();
    expect(await reasonOf(unused)).toBeNull();
    test.clock.moveTo(new Date('2025-01-01T08:00:00Z'));
    await review();
    expect([await reasonOf(used), await reasonOf(unused)]).toEqual([null, 'unused']);
    await notifications.awaited(test, 'agent_access_closed', unused.id);

    test.clock.moveTo(new Date('2025-06-05T08:00:00Z'));
    expect((await signIn(test, username, NEW_PASSWORD)).status).toBe(200);
    await review();
    const due = await notifications.awaited(test, 'agent_recertification_due', used.accountId);
    expect(due.values).toMatchObject({ dueOn: '2025-07-01', agents: 1 });
    test.clock.moveTo(new Date('2025-06-30T22:00:00Z'));
    expect((await signIn(test, username, NEW_PASSWORD)).body.code).toBe('identity/access-ended');
    await review();
    expect(await reasonOf(used)).toBe('not_recertified');
  });
});
