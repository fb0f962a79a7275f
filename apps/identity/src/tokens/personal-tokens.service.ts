import { Injectable } from '@nestjs/common';

import { ENROLMENT_SCOPE } from '@passerelle/contracts';
import type { Tx } from '@passerelle/persistence';

import type { Account } from '../accounts/account.entity.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { PasswordRulesService } from '../passwords/password-rules.service.js';
import { SecondFactorRulesService } from '../second-factors/second-factor-rules.service.js';
import { SecondFactorsDirectory } from '../second-factors/second-factors.directory.js';
import { type OpenSession, SessionsService, type SignIn } from '../sessions/sessions.service.js';
import { AccessTokensService } from './access-tokens.service.js';
import type { AccountAccess } from './account-access.service.js';
import type { TokenView } from './token.view.js';
import { tokenErrors } from './tokens.errors.js';

const PUBLIC_CLIENT = 'public';

/** The claims of an account that can do nothing but enrol a second factor. */
const NOTHING = {
  clientId: PUBLIC_CLIENT,
  roles: [],
  scope: ENROLMENT_SCOPE,
  fileNumber: null,
  organisation: null,
  services: [],
  profile: null,
};

type OpenAccess = AccountAccess & { readonly open: true };

/** The tokens of a person: an access token, and the refresh token that renews the session. */
@Injectable()
export class PersonalTokensService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly accessTokens: AccessTokensService,
    private readonly sessions: SessionsService,
    private readonly rules: PasswordRulesService,
    private readonly factors: SecondFactorsDirectory,
    private readonly factorRules: SecondFactorRulesService,
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
    const passwordStatus = this.assertPasswordServes(account);
    const hasFactor = await this.factors.has(account.id);
    const factorStatus = this.factorRules.statusOf(access.roles, hasFactor);
    await this.accounts.markUsed(tx, account.id);
    const status = { password_status: passwordStatus, second_factor_status: factorStatus };
    if (factorStatus === 'enrolment_required') {
      // Without a refresh token: the person signs in again with the new factor.
      const token = await this.accessTokens.sign({ ...NOTHING, subject: account.id, session });
      return { ...token, scope: ENROLMENT_SCOPE, ...status };
    }
    const token = await this.accessTokens.sign({
      subject: account.id,
      clientId: PUBLIC_CLIENT,
      roles: access.roles,
      scope: '',
      fileNumber: account.fileNumber,
      organisation: access.organisation,
      services: access.services,
      profile: access.profile,
      session,
    });
    return { ...token, refresh_token: refreshToken, scope: '', ...status };
  }

  /** @throws DomainError `identity/password-change-required` */
  assertPasswordServes(account: Account): TokenView['password_status'] {
    const status = this.rules.statusOf(account.passwordChangedAt ?? account.createdAt);
    if (status === 'change_required') throw tokenErrors.passwordChangeRequired();
    return status;
  }
}
