import { Inject, Injectable } from '@nestjs/common';

import type { Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { Account } from '../accounts/account.entity.js';
import { AccountsService } from '../accounts/accounts.service.js';
import type { IdentitySettings } from '../identity.settings.js';
import { PasswordRulesService } from '../passwords/password-rules.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { AccessTokensService } from './access-tokens.service.js';
import type { AccountAccess } from './account-access.service.js';
import type { TokenView } from './token.view.js';
import { tokenErrors } from './tokens.errors.js';

const PUBLIC_CLIENT = 'public';

/** The tokens of a person: an access token, and the refresh token that renews the session. */
@Injectable()
export class PersonalTokensService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly accessTokens: AccessTokensService,
    private readonly sessions: SessionsService,
    private readonly rules: PasswordRulesService,
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  /**
   * @param familyId of the session that is renewed; without it a new session opens
   * @throws DomainError `identity/password-change-required`
   */
  async issue(
    tx: Tx,
    account: Account,
    access: AccountAccess & { open: true },
    familyId?: string,
  ): Promise<TokenView> {
    const status = this.rules.statusOf(account.passwordChangedAt ?? account.createdAt);
    if (status === 'change_required') throw tokenErrors.passwordChangeRequired();
    const refreshToken = await this.sessions.issue(tx, account.id, familyId);
    await this.accounts.markUsed(tx, account.id);
    return {
      access_token: await this.accessTokens.sign({
        subject: account.id,
        clientId: PUBLIC_CLIENT,
        roles: access.roles,
        scope: '',
        fileNumber: account.fileNumber,
        organisation: access.organisation,
        services: access.services,
        profile: access.profile,
      }),
      token_type: 'Bearer',
      expires_in: this.settings.accessTokenSeconds,
      refresh_token: refreshToken,
      scope: '',
      password_status: status,
    };
  }
}
