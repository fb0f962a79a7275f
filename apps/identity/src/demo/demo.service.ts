import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';

import { SCOPES } from '@passerelle/contracts';
import { Transactions, type Tx } from '@passerelle/persistence';
import { PLATFORM_SETTINGS, type PlatformSettings } from '@passerelle/service-kit';

import { AccountsDirectory } from '../accounts/accounts.directory.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { ClientsDirectory } from '../clients/clients.directory.js';
import { ClientsService } from '../clients/clients.service.js';
import { ReadyOrganisationsService } from '../organisations/ready-organisations.service.js';
import { PasswordsService } from '../passwords/passwords.service.js';
import { DEMO_ACCOUNTS, DEMO_ORGANISATION, DEMO_PASSWORD, demoPersonOf } from './demo-accounts.js';

const DEMO_CLIENT = 'batch';

/** Adds the demo accounts at the start, in demo mode only. Several replicas may start at once. */
@Injectable()
export class DemoService implements OnModuleInit {
  constructor(
    private readonly directory: AccountsDirectory,
    private readonly accounts: AccountsService,
    private readonly knownClients: ClientsDirectory,
    private readonly clients: ClientsService,
    private readonly organisations: ReadyOrganisationsService,
    private readonly passwords: PasswordsService,
    private readonly transactions: Transactions,
    @Inject(PLATFORM_SETTINGS) private readonly platform: PlatformSettings,
  ) {}

  async onModuleInit(): Promise<void> {
    if (!this.platform.demo || (await this.isComplete())) return;
    const passwordHash = await this.passwords.hash(DEMO_PASSWORD, 'demo');
    await this.transactions.run(async (tx) => {
      await this.addAccounts(tx, passwordHash);
      await this.addOrganisation(tx);
      await this.clients.provide(tx, DEMO_CLIENT, [...SCOPES], DEMO_PASSWORD);
    });
  }

  private async addAccounts(tx: Tx, passwordHash: string): Promise<void> {
    await this.accounts.addMissing(
      tx,
      DEMO_ACCOUNTS.map((demo) => {
        const { username, role, fileNumber, organisation, services } = demo;
        return {
          given: {
            username,
            passwordHash,
            roles: [role],
            fileNumber,
            organisation,
            services: [...services],
          },
          person: demoPersonOf(demo),
        };
      }),
    );
  }

  private async addOrganisation(tx: Tx): Promise<void> {
    const administrators: string[] = [];
    for (const { username } of DEMO_ACCOUNTS.filter(({ role }) => role === 'partner_agent')) {
      const account = await this.directory.byUsername(username);
      if (account !== null) administrators.push(account.id);
    }
    await this.organisations.addUnlessKnown(tx, DEMO_ORGANISATION, administrators);
  }

  private async isComplete(): Promise<boolean> {
    const client = await this.knownClients.byClientId(DEMO_CLIENT);
    return (
      client !== null &&
      (await this.organisations.isKnown(DEMO_ORGANISATION.code)) &&
      SCOPES.every((scope) => client.scopes.includes(scope))
    );
  }
}
