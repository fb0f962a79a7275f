import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';

import { PasswordRulesService } from '../passwords/password-rules.service.js';
import type { Me } from './accounts.dto.js';
import { AccountsRepository } from './accounts.repository.js';
import { IdentitiesRepository } from './identities.repository.js';

/** What a caller may know of their own account. */
@Injectable()
export class OwnAccountsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly identities: IdentitiesRepository,
    private readonly rules: PasswordRulesService,
  ) {}

  async of(actor: Actor): Promise<Me> {
    const me = { ...actor, profile: actor.profile ?? null };
    const account = await this.accounts.byId(actor.subject);
    if (account === null) return { ...me, account: null };
    const { username, passwordChangedAt, createdAt, lastUsedAt } = account;
    const { displayName } = await this.identities.of(account.id);
    const passwordStatus = this.rules.statusOf(passwordChangedAt ?? createdAt);
    return {
      ...me,
      account: { username, displayName, passwordChangedAt, passwordStatus, lastUsedAt },
    };
  }
}
