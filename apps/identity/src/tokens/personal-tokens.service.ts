import { Injectable } from '@nestjs/common';

import type { Tx } from '@passerelle/persistence';

import type { Account } from '../accounts/account.entity.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { PasswordRulesService } from '../passwords/password-rules.service.js';
import { type OpenSession, SessionsService, type SignIn } from '../sessions/sessions.service.js';
import { AccessTokensService } from './access-tokens.service.js';
import type { AccountAccess } from './account-access.service.js';
import type { TokenView } from './token.view.js';
import { tokenErrors } from './tokens.errors.js';

const PUBLIC_CLIENT = 'public';

type OpenAccess = AccountAccess & { readonly open: true };

/** The tokens of a person: an access token, and the refresh token that renews the session. */
@Injectable()
export class PersonalTokensService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly accessTokens: AccessTokensService,
    private readonly sessions: SessionsService,
    private readonly rules: PasswordRulesService,
  ) {}

  /**
   * Opens a session for a person who has just signed in.
   *
   * @throws DomainError `identity/password-change-required`
   */
  async open(tx: Tx, account: Account, access: OpenAccess, signIn: SignIn): Promise<TokenView> {
    this.assertPasswordServes(account);
    return this.of(tx, account, access, await this.sessions.open(tx, account.id, signIn));
  }

  /**
   * The tokens of a session that was opened or renewed.
   *
   * @throws DomainError `identity/password-change-required`
   */
  async of(
    tx: Tx,
    account: Account,
    access: OpenAccess,
    { session, refreshToken }: OpenSession,
  ): Promise<TokenView> {
    const status = this.assertPasswordServes(account);
    await this.accounts.markUsed(tx, account.id);
    return {
      ...(await this.accessTokens.sign({
        subject: account.id,
        clientId: PUBLIC_CLIENT,
        roles: access.roles,
        scope: '',
        fileNumber: account.fileNumber,
        organisation: access.organisation,
        services: access.services,
        profile: access.profile,
        session,
      })),
      refresh_token: refreshToken,
      scope: '',
      password_status: status,
    };
  }

  private assertPasswordServes(account: Account): TokenView['password_status'] {
    const status = this.rules.statusOf(account.passwordChangedAt ?? account.createdAt);
    if (status === 'change_required') throw tokenErrors.passwordChangeRequired();
    return status;
  }
}
