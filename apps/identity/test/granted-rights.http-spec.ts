import { NotificationsStandIn, TestService } from '@passerelle/testing';

import { identity } from '../src/service.js';
import { LIGHT_CAPTCHA, NEW_PASSWORD, refresh, signIn, type Tokens } from './journey.js';
import { asAgent, claimsOf, type OpenPartner, Partners, type Row } from './partners.js';

let notifications: NotificationsStandIn;
let test: TestService;
let partners: Partners;
let partner: OpenPartner;

beforeAll(async () => {
  notifications = await NotificationsStandIn.start();
  test = await TestService.start(identity, {
    env: { ...LIGHT_CAPTCHA, NOTIFICATIONS_JWKS_URL: notifications.url },
  });
  partners = new Partners(test, notifications);
});

beforeEach(async () => {
  partner = await partners.open();
});

afterAll(async () => {
  await test.stop();
  await notifications.stop();
});

const administrator = (): object => asAgent(partner.administrators[0]!);

const add = (more: object, as: object | string = administrator()) =>
  partners.addAgent(partner.organisationId, partner.agreementId, more, as);

const agreementPath = (): string =>
  `organisations/${partner.organisationId}/agreements/${partner.agreementId}`;

async function grant(rights: object): Promise<void> {
  const { status } = await partners.call('PATCH', agreementPath(), rights);
  expect(status).toBe(200);
}

const agentPath = ({ id }: Row): string => `organisations/${partner.organisationId}/agents/${id}`;

describe('a partner’s administrator', () => {
  it.each([
    ['a service of the Caf', { services: ['service-prestations'] }, ['/services']],
    ['one service too many', { services: ['accueil', 'mediation'] }, ['/services']],
    ['a higher profile', { profile: 'T5' }, ['/profile']],
    ['both', { profile: 'T12', services: ['direction'] }, ['/services', '/profile']],
  ])('cannot give an agent %s', async (_name, rights, pointers) => {
    const added = await add(rights);
    expect(added).toMatchObject({ status: 422, body: { code: 'identity/beyond-agreement' } });
    const { errors } = added.body as unknown as { errors: { pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer)).toEqual(pointers);
    const agent = (await add({ services: ['accueil'] })).body as unknown as Row;
    const changed = await partners.call('PATCH', agentPath(agent), rights, administrator());
    expect(changed.body.code).toBe('identity/beyond-agreement');
  });

  it('changes an agreement as little as an auditor', async () => {
    const rights = { services: ['service-prestations'] };
    for (const as of [administrator(), 'auditor']) {
      expect((await partners.call('PATCH', agreementPath(), rights, as)).status).toBe(403);
    }
  });
});

it('binds the staff of the Caf to the agreement as well', async () => {
  expect((await add({ profile: 'T5' }, 'admin')).status).toBe(422);
  await grant({ profiles: ['T5'] });
  expect((await add({ profile: 'T5' }, 'admin')).status).toBe(201);
});

it('leaves a terminated agreement as it was', async () => {
  const { organisationId, agreementId } = partner;
  await partners.step(organisationId, agreementId, 'terminated', { reason: 'fin de mission' });
  const { body } = await partners.call('PATCH', agreementPath(), { services: [] });
  expect(body.code).toBe('identity/agreement-terminated');
});

it('keeps services and organisation of an agent out of the administration of accounts', async () => {
  const agent = (await add({})).body as unknown as Row;
  for (const rights of [
    { services: ['accueil'] },
    { organisation: 'caf-44' },
    { roles: ['admin'] },
  ]) {
    const { body } = await partners.call('PATCH', `accounts/${agent.accountId}`, rights);
    expect(body.code).toBe('identity/agents-elsewhere');
  }
  const renamed = { displayName: 'Camille Autre' };
  expect((await partners.call('PATCH', `accounts/${agent.accountId}`, renamed)).status).toBe(200);
});

it('withdraws what the agreement no longer names, with the sessions, and leaves the rest', async () => {
  const services = ['accueil', 'logement'];
  const [bounded, untouched] = (
    await Promise.all([add({ services }), add({ services: ['accueil'], profile: 'T1' })])
  ).map(({ body }) => body as unknown as Row) as [Row, Row];
  const { username, tokens } = await partners.activate(bounded);
  const other = await partners.activate(untouched);
  expect(claimsOf(tokens)).toMatchObject({ services, profile: 'T2' });

  await grant({ services: ['accueil'], profiles: ['T1'] });
  expect((await refresh(test, tokens.refresh_token)).status).toBe(400);
  const again = await signIn(test, username, NEW_PASSWORD);
  expect(claimsOf(again.body as unknown as Tokens)).toMatchObject({
    services: ['accueil'],
    profile: null,
  });
  const seen = await partners.call('GET', agentPath(bounded));
  expect(seen.body).toMatchObject({ services: ['accueil'], profile: null, endedAt: null });
  const kept = await refresh(test, other.tokens.refresh_token);
  expect(claimsOf(kept.body as unknown as Tokens)).toMatchObject({
    services: ['accueil'],
    profile: 'T1',
  });

  // What comes back in the agreement does not come back to the agent by itself.
  await grant({ services, profiles: ['T1', 'T2'] });
  const later = await signIn(test, username, NEW_PASSWORD);
  expect(claimsOf(later.body as unknown as Tokens)).toMatchObject({
    services: ['accueil'],
    profile: null,
  });
});

it('bounds a token by the agreement even where the row of the agent says more', async () => {
  const agent = (await add({ services: ['accueil'] })).body as unknown as Row;
  const { username } = await partners.activate(agent);
  await test.database.query(
    `update identity.agents set services = '{accueil,service-prestations}', profile = 'T9' where id = $1`,
    [agent.id],
  );
  const { body } = await signIn(test, username, NEW_PASSWORD);
  expect(claimsOf(body as unknown as Tokens)).toMatchObject({
    services: ['accueil'],
    profile: null,
  });
});
