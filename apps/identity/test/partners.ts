import type { NotificationsStandIn, TestService } from '@passerelle/testing';

import { NEW_PASSWORD, signIn, type Tokens } from './journey.js';

export interface Row {
  readonly id: string;
  readonly version: number;
  readonly accountId: string;
}

export interface OpenPartner {
  readonly organisationId: string;
  readonly agreementId: string;
  readonly administrators: readonly Row[];
}

const NEXT_YEARS = '2030-12-31';

/** The steps before the members of a partner are entered. */
const FIRST_STEPS = [
  'under_review',
  'documents_sent',
  'agreement_signed',
  'service_contract_signed',
];

let sirets = 0;

/** Partners of which only the check digits matter. */
function nextSiret(): string {
  for (;;) {
    const digits = `4400000${String(++sirets).padStart(6, '0')}`;
    for (let key = 0; key < 10; key++) {
      const siret = `${digits}${String(key)}`;
      const sum = [...siret].reduce((total, digit, index) => {
        const product = Number(digit) * (index % 2 === 0 ? 2 : 1);
        return total + (product > 9 ? product - 9 : product);
      }, 0);
      if (sum % 10 === 0) return siret;
    }
  }
}

export const asAgent = (agent: Row): object => ({
  sub: agent.accountId,
  roles: ['partner_agent'],
  organisation: 'whatever the token says',
});

export const claimsOf = (tokens: Tokens): Record<string, unknown> =>
  JSON.parse(Buffer.from(tokens.access_token.split('.')[1]!, 'base64url').toString()) as Record<
    string,
    unknown
  >;

/** Brings partners, their agreements and agents into being, over HTTP. */
export class Partners {
  constructor(
    private readonly test: TestService,
    private readonly notifications: NotificationsStandIn,
  ) {}

  call(method: string, path: string, body?: object, as: object | string = 'admin', headers = {}) {
    return this.test.call(method, path, {
      as: as as 'admin',
      ...(body === undefined ? {} : { body }),
      headers,
    });
  }

  async newOrganisation(): Promise<string> {
    const body = { siret: nextSiret(), name: 'CCAS de Test', category: 'ccas' };
    return ((await this.call('POST', 'organisations', body)).body as unknown as Row).id;
  }

  async newAgreement(organisationId: string): Promise<string> {
    const body = {
      purpose: 'Aide sociale',
      extranets: ['cdap'],
      services: ['accueil', 'logement'],
      profiles: ['T1', 'T2'],
      receivedOn: this.test.clock.today(),
    };
    const { body: view } = await this.call(
      'POST',
      `organisations/${organisationId}/agreements`,
      body,
    );
    return (view as unknown as Row).id;
  }

  step(organisationId: string, agreementId: string, to: string, more: object = {}) {
    return this.call('POST', `organisations/${organisationId}/agreements/${agreementId}/steps`, {
      to,
      on: this.test.clock.today(),
      ...more,
    });
  }

  addAgent(
    organisationId: string,
    agreementId: string,
    more: object = {},
    as: object | string = 'admin',
  ) {
    return this.call(
      'POST',
      `organisations/${organisationId}/agents`,
      {
        agreementId,
        displayName: 'Camille Agent',
        email: 'camille.agent@example.org',
        profile: 'T2',
        startsOn: this.test.clock.today(),
        ...more,
      },
      as,
    );
  }

  async open(): Promise<OpenPartner> {
    const organisationId = await this.newOrganisation();
    const agreementId = await this.newAgreement(organisationId);
    for (const to of FIRST_STEPS) {
      expect((await this.step(organisationId, agreementId, to)).status).toBe(200);
    }
    const administrators: Row[] = [];
    for (let n = 0; n < 2; n++) {
      const { body } = await this.addAgent(organisationId, agreementId, { administrator: true });
      administrators.push(body as unknown as Row);
    }
    await this.step(organisationId, agreementId, 'members_entered');
    const { status } = await this.step(organisationId, agreementId, 'open', { endsOn: NEXT_YEARS });
    expect(status).toBe(200);
    return { organisationId, agreementId, administrators };
  }

  /** Chooses the first password with the code of the invitation. */
  async activate(agent: Row): Promise<{ username: string; tokens: Tokens }> {
    const resets = await this.test.transactions.read<{ id: string }>(
      'select id from password_resets where account_id = $1 order by created_at desc, id desc limit 1',
      [agent.accountId],
    );
    const resetId = resets[0]!.id;
    const { values } = await this.notifications.awaited(this.test, 'agent_access_opened', resetId);
    const done = await this.test.call('POST', `password-resets/${resetId}/completion`, {
      body: { code: values.code, newPassword: NEW_PASSWORD },
    });
    expect(done.status).toBe(204);
    const username = String(values.username);
    const { body } = await signIn(this.test, username, NEW_PASSWORD);
    return { username, tokens: body as unknown as Tokens };
  }
}
