import { Injectable } from '@nestjs/common';

import { mediatorChangedV1 } from '@passerelle/contracts';
import { Clock, newId } from '@passerelle/kernel';
import { Outbox } from '@passerelle/messaging';
import type { Tx } from '@passerelle/persistence';

import type { Account } from './account.entity.js';
import { AccountsRepository } from './accounts.repository.js';
import { IdentitiesRepository } from './identities.repository.js';
import type { Person } from './person.js';

type Given = 'username' | 'fileNumber' | 'organisation' | 'services' | 'language' | 'passwordHash';

/** What a new account is made from. */
export type NewAccount = Pick<Account, 'roles'> & Partial<Pick<Account, Given>>;

/** What may be changed of an account. The repository raises the version. */
export type AccountChanges = Partial<Omit<Account, 'id' | 'version'>>;

/** Writes accounts and the persons behind them, in the transaction of the feature that changes them. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly identities: IdentitiesRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Adds an account; without a username the account gets one made from its id. */
  async add(tx: Tx, given: NewAccount, person: Person): Promise<Account> {
    const id = newId();
    const now = this.clock.now();
    const { passwordHash = null } = given;
    const account: Account = {
      id,
      username: given.username ?? `compte-${id.slice(-12)}`,
      passwordHash,
      passwordChangedAt: passwordHash === null ? null : now,
      roles: given.roles,
      fileNumber: given.fileNumber ?? null,
      organisation: given.organisation ?? null,
      services: given.services ?? [],
      language: given.language ?? 'fr',
      createdAt: now,
      lastUsedAt: null,
      closedAt: null,
      version: 1,
    };
    await this.accounts.insert(tx, account);
    await this.identities.upsert(tx, id, person);
    this.announce(tx, account);
    return account;
  }

  /** Adds the accounts whose username is free. Replicas that start together wait for one another. */
  async addMissing(
    tx: Tx,
    accounts: readonly { readonly given: NewAccount & { username: string }; person: Person }[],
  ): Promise<void> {
    await this.accounts.lockTable(tx);
    for (const { given, person } of accounts) {
      const known = await this.accounts.byUsername(given.username);
      if (known === null) await this.add(tx, given, person);
    }
  }

  byIdForChange(tx: Tx, id: string): Promise<Account | null> {
    return this.accounts.byIdForChange(tx, id);
  }

  /** @returns the account after the change */
  async change(tx: Tx, account: Account, changes: AccountChanges): Promise<Account> {
    const changed = await this.accounts.update(tx, account, changes);
    this.announce(tx, changed, account);
    return changed;
  }

  /** Tells mediation who its mediators are. Accounts that never had the role are not told of. */
  private announce(tx: Tx, account: Account, before?: Account): void {
    if (![account, before].some((own) => own?.roles.includes('mediator'))) return;
    const active = account.roles.includes('mediator') && account.closedAt === null;
    const data = { accountId: account.id, active };
    this.outbox.publish(tx, mediatorChangedV1, data, account.version);
  }

  /** Replaces what is known of the person behind an account. */
  async describe(tx: Tx, accountId: string, person: Person): Promise<void> {
    await this.identities.upsert(tx, accountId, person);
  }

  /** Notes a sign-in or the renewal of a session. */
  async markUsed(tx: Tx, accountId: string): Promise<void> {
    await this.accounts.markUsed(tx, accountId, this.clock.now());
  }
}
