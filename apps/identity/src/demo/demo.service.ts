import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';

import { SCOPES } from '@passerelle/contracts';
import { addMonths, Clock, newId } from '@passerelle/kernel';
import { Transactions, type Tx } from '@passerelle/persistence';
import { PLATFORM_SETTINGS, type PlatformSettings } from '@passerelle/service-kit';

import { AccountsRepository } from '../accounts/accounts.repository.js';
import { IdentitiesRepository } from '../accounts/identities.repository.js';
import { ClientsRepository } from '../clients/clients.repository.js';
import { AgentsRepository } from '../organisations/agents.repository.js';
import { OrganisationsRepository } from '../organisations/organisations.repository.js';
import { PasswordsService } from '../passwords/passwords.service.js';
import { DEMO_ACCOUNTS, DEMO_ORGANISATION, DEMO_PASSWORD, demoPersonOf } from './demo-accounts.js';

/** Makes the demo accounts, in demo mode alone. Several replicas may do so at once, or find them made. */
@Injectable()
export class DemoService implements OnModuleInit {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly identities: IdentitiesRepository,
    private readonly clients: ClientsRepository,
    private readonly organisations: OrganisationsRepository,
    private readonly agents: AgentsRepository,
    private readonly passwords: PasswordsService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(PLATFORM_SETTINGS) private readonly platform: PlatformSettings,
  ) {}

  async onModuleInit(): Promise<void> {
    if (!this.platform.demo || (await this.complete())) return;
    const hashed = await this.passwords.hash(DEMO_PASSWORD);
    await this.transactions.run(async (tx) => {
      await tx.query('lock table accounts in share row exclusive mode');
      await this.addPeople(tx, hashed);
      await this.addOrganisation(tx);
      const now = this.clock.now();
      await this.clients.addMissing(tx, [
        {
          id: newId(),
          clientId: 'batch',
          secretHash: hashed,
          scopes: [...SCOPES],
          createdAt: now,
          closedAt: null,
          version: 1,
        },
      ]);
    });
  }

  private async addPeople(tx: Tx, passwordHash: string): Promise<void> {
    const now = this.clock.now();
    await this.accounts.addMissing(
      tx,
      DEMO_ACCOUNTS.map(({ username, role, fileNumber, organisation, services }) => ({
        id: newId(),
        username,
        passwordHash,
        roles: [role],
        fileNumber,
        organisation,
        services: [...services],
        passwordChangedAt: now,
        language: 'fr',
        createdAt: now,
        lastUsedAt: null,
        closedAt: null,
        version: 1,
      })),
    );
    for (const demo of DEMO_ACCOUNTS) {
      const account = await this.accounts.byUsername(demo.username);
      if (account !== null) await this.identities.save(tx, account.id, demoPersonOf(demo));
    }
  }

  private async addOrganisation(tx: Tx): Promise<void> {
    const { code, siret, name, profile } = DEMO_ORGANISATION;
    if ((await this.organisations.byCode(code)) !== null) return;
    const now = this.clock.now();
    const today = this.clock.today();
    const [organisationId, agreementId] = [newId(), newId()];
    await this.organisations.insert(tx, {
      id: organisationId,
      code,
      siret,
      name,
      category: 'ccas',
      legalRepresentative: null,
      createdAt: now,
      version: 1,
    });
    await this.organisations.insertAgreement(tx, {
      id: agreementId,
      organisationId,
      purpose: 'Accompagnement social (démonstration)',
      extranets: ['cdap'],
      status: 'open',
      statusOn: today,
      endsOn: addMonths(today, 36),
      createdAt: now,
      version: 1,
    });
    for (const { username } of DEMO_ACCOUNTS.filter(({ role }) => role === 'partner_agent')) {
      const account = await this.accounts.byUsername(username);
      if (account === null) continue;
      await this.agents.insert(tx, {
        id: newId(),
        organisationId,
        agreementId,
        accountId: account.id,
        profile,
        administrator: true,
        startsOn: today,
        endsOn: null,
        recertifiedOn: today,
        invitedAt: now,
        endedAt: null,
        endReason: null,
        createdAt: now,
        version: 1,
      });
    }
  }

  private async complete(): Promise<boolean> {
    const client = await this.clients.byClientId('batch');
    const organisation = await this.organisations.byCode(DEMO_ORGANISATION.code);
    return (
      client !== null &&
      organisation !== null &&
      SCOPES.every((scope) => client.scopes.includes(scope))
    );
  }
}
