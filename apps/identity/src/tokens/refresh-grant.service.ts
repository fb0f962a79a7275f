import { Injectable } from '@nestjs/common';

import { Clock, newId } from '@passerelle/kernel';
import { Transactions, type Tx } from '@passerelle/persistence';

import type { Account } from '../accounts/account.entity.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { IdentitiesRepository } from '../accounts/identities.repository.js';
import { channelTo } from '../accounts/person.js';
import { AuditTrailService } from '../audit/audit-trail.service.js';
import { MessagesService } from '../messages/messages.service.js';
import { AccountAccessService } from './account-access.service.js';
import type { RefreshToken } from './refresh-token.entity.js';
import { RefreshTokensRepository } from './refresh-tokens.repository.js';
import { hashOf, SessionsService } from './sessions.service.js';
import type { TokenResponse } from './tokens.dto.js';
import { tokenErrors } from './tokens.errors.js';

/** Renews a session: each refresh token serves once, and one used twice ends its whole family. */
@Injectable()
export class RefreshGrantService {
  constructor(
    private readonly refreshTokens: RefreshTokensRepository,
    private readonly accounts: AccountsRepository,
    private readonly identities: IdentitiesRepository,
    private readonly access: AccountAccessService,
    private readonly sessions: SessionsService,
    private readonly messages: MessagesService,
    private readonly trail: AuditTrailService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async refresh(token: string, address: string): Promise<TokenResponse> {
    const now = this.clock.now();
    const outcome = await this.transactions.run(async (tx) => {
      const accountId = await this.refreshTokens.accountIdOf(hashOf(token));
      if (accountId === null) return 'refused';
      // Locked first: a password being changed revokes sessions, also the one about to be renewed.
      const account = await this.accounts.byIdForChange(tx, accountId);
      const kept = await this.refreshTokens.findForUse(tx, hashOf(token));
      if (account === null || kept === null || kept.expiresAt <= now) return 'refused';
      if (kept.usedAt !== null) {
        await this.endFamily(tx, kept, address, now);
        return 'refused';
      }
      if (kept.revokedAt !== null) return 'refused';
      const access = await this.access.of(account);
      if (!access.open) {
        await this.refreshTokens.revokeFamily(tx, kept.familyId, now);
        const details = { reason: access.reason };
        await this.trail.record(tx, {
          kind: 'sign_in_refused',
          subjectId: account.id,
          address,
          details,
        });
        return 'refused';
      }
      await this.refreshTokens.markUsed(tx, kept.id, now);
      return this.sessions.open(tx, account, access, kept.familyId);
    });
    // Thrown out here: the revocation must stay.
    if (outcome === 'refused') throw tokenErrors.invalidRefreshToken();
    return outcome;
  }

  /** RFC 7009: a token that is nobody's, or ended already, is no error. */
  async revoke(token: string, address: string): Promise<void> {
    const now = this.clock.now();
    await this.transactions.run(async (tx) => {
      const kept = await this.refreshTokens.findForUse(tx, hashOf(token));
      if (kept === null || kept.revokedAt !== null) return;
      await this.refreshTokens.revokeFamily(tx, kept.familyId, now);
      await this.trail.record(tx, {
        kind: 'token_revoked',
        subjectId: kept.accountId,
        address,
        details: { family: kept.familyId },
      });
    });
  }

  /** Someone else holds a copy: whoever has a token of this family loses it, and the person is told once. */
  private async endFamily(tx: Tx, kept: RefreshToken, address: string, now: Date): Promise<void> {
    const details = { family: kept.familyId };
    await this.trail.record(tx, {
      kind: 'refresh_reused',
      subjectId: kept.accountId,
      address,
      details,
    });
    if (kept.revokedAt !== null) return;
    await this.refreshTokens.revokeFamily(tx, kept.familyId, now);
    const account = await this.accounts.byId(kept.accountId);
    if (account !== null) await this.tell(tx, account, now);
  }

  private async tell(tx: Tx, account: Account, now: Date): Promise<void> {
    const person = await this.identities.of(account.id);
    const channel = channelTo(person);
    if (channel === undefined || channel === 'letter') return;
    await this.messages.send(tx, {
      template: 'sessions_closed',
      channel,
      to: person,
      language: account.language,
      values: { closedAt: now.toISOString() },
      dedupKey: `sessions-closed:${newId()}`,
    });
  }
}
