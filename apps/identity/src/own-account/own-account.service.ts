import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';

import { PasswordRulesService } from '../passwords/password-rules.service.js';
import type { MeView } from './own-account.view.js';
import { AccountsDirectory } from '../accounts/accounts.directory.js';

/** What callers may know of their own account. */
@Injectable()
export class OwnAccountService {
  constructor(
    private readonly accounts: AccountsDirectory,
    private readonly rules: PasswordRulesService,
  ) {}

  async of(actor: Actor): Promise<MeView> {
    const me = { ...actor, profile: actor.profile ?? null };
    const account = await this.accounts.byId(actor.subject);
    if (account === null) return { ...me, account: null };
    const { username, passwordChangedAt, createdAt, lastUsedAt } = account;
    const { displayName } = await this.accounts.personOf(account.id);
    const passwordStatus = this.rules.statusOf(passwordChangedAt ?? createdAt);
    return {
      ...me,
      account: { username, displayName, passwordChangedAt, passwordStatus, lastUsedAt },
    };
  }
}
