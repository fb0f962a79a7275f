import { createHash, randomBytes } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { Clock, newId } from '@passerelle/kernel';
import { Scheduled } from '@passerelle/messaging';
import type { Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { Account } from '../accounts/account.entity.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { IdentitySettings } from '../identity.settings.js';
import { PasswordRulesService } from '../passwords/password-rules.service.js';
import { AccessTokensService } from './access-tokens.service.js';
import type { AccountAccess } from './account-access.service.js';
import { RefreshTokensRepository } from './refresh-tokens.repository.js';
import type { TokenResponse } from './tokens.dto.js';
import { tokenErrors } from './tokens.errors.js';

const PUBLIC_CLIENT = 'public';

/** A person's session: an access token, and a refresh token that replaces the one before. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly accessTokens: AccessTokensService,
    private readonly refreshTokens: RefreshTokensRepository,
    private readonly rules: PasswordRulesService,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  /** @throws DomainError `identity/password-change-required` */
  async open(
    tx: Tx,
    account: Account,
    access: AccountAccess & { open: true },
    familyId: string,
  ): Promise<TokenResponse> {
    const now = this.clock.now();
    const status = this.rules.statusOf(account.passwordChangedAt ?? account.createdAt);
    if (status === 'change_required') throw tokenErrors.passwordChangeRequired();
    const refreshToken = randomBytes(32).toString('base64url');
    await this.refreshTokens.insert(tx, {
      id: newId(),
      familyId,
      accountId: account.id,
      tokenHash: hashOf(refreshToken),
      expiresAt: new Date(now.getTime() + this.settings.refreshTokenSeconds * 1_000),
      usedAt: null,
      revokedAt: null,
    });
    await this.accounts.markUsed(tx, account.id, now);
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

  @Scheduled({
    name: 'forget-refresh-tokens',
    cron: '41 3 * * *',
    summary: 'Forgets refresh tokens that have expired.',
  })
  async forgetExpired(): Promise<void> {
    await this.refreshTokens.deleteExpired(this.clock.now());
  }
}

/** Refresh tokens are 256 random bits: a fast hash is enough to keep them. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
