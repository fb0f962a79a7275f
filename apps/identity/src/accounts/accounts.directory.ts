import { Injectable } from '@nestjs/common';

import type { Page } from '@passerelle/persistence';

import type { Account } from './account.entity.js';
import { type AccountFilter, AccountsRepository } from './accounts.repository.js';
import { IdentitiesRepository } from './identities.repository.js';
import type { Person } from './person.js';

/** What other features may read of accounts and of the persons behind them. */
@Injectable()
export class AccountsDirectory {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly identities: IdentitiesRepository,
  ) {}

  byId(id: string): Promise<Account | null> {
    return this.accounts.byId(id);
  }

  byUsername(username: string): Promise<Account | null> {
    return this.accounts.byUsername(username);
  }

  /** The open account of the beneficiary of a file; null when there is none, or more than one. */
  async soleOfFile(fileNumber: string): Promise<Account | null> {
    const [only, ...others] = await this.accounts.ofFile(fileNumber);
    return others.length > 0 ? null : (only ?? null);
  }

  /** The account of a NIR, whichever master key the NIR is hashed under. */
  idByNir(nir: string): Promise<string | null> {
    return this.identities.accountIdByNir(nir);
  }

  /** The oldest accounts first. */
  page(filter: AccountFilter, limit: number, after?: string): Promise<Page<Account>> {
    return this.accounts.page(filter, limit, after);
  }

  /** The person behind an account; `NOBODY` when nothing is known of the person. */
  personOf(accountId: string): Promise<Person> {
    return this.identities.of(accountId);
  }

  /** The persons behind several accounts, by account id. */
  personsOf(accountIds: readonly string[]): Promise<ReadonlyMap<string, Person>> {
    return this.identities.ofAll(accountIds);
  }
}
