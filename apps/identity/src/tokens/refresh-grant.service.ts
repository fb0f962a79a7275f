import { Injectable } from '@nestjs/common';

import { Clock, newId } from '@passerelle/kernel';
import { Transactions, type Tx } from '@passerelle/persistence';

import { AccountsService } from '../accounts/accounts.service.js';
import { AuditTrailService } from '../audit/audit-trail.service.js';
import { MessagesService } from '../messages/messages.service.js';
import type { RefreshToken } from '../sessions/refresh-token.entity.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { AccountAccessService } from './account-access.service.js';
import { PersonalTokensService } from './personal-tokens.service.js';
import type { TokenView } from './token.view.js';
import { tokenErrors } from './tokens.errors.js';

/** Renews sessions. Each refresh token serves once, and a token that is used twice ends its session. */
@Injectable()
export class RefreshGrantService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly access: AccountAccessService,
    private readonly sessions: SessionsService,
    private readonly tokens: PersonalTokensService,
    private readonly messages: MessagesService,
    private readonly trail: AuditTrailService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async refresh(token: string, address: string): Promise<TokenView> {
    const outcome = await this.transactions.run(async (tx) => {
      const accountId = await this.sessions.accountIdOf(token);
      if (accountId === null) return 'refused';
      // The account is locked first, because a password change under way also ends the session to be renewed.
      const account = await this.accounts.byIdForChange(tx, accountId);
      const kept = await this.sessions.byTokenForChange(tx, token);
      if (account === null || kept === null || kept.expiresAt <= this.clock.now()) return 'refused';
      if (kept.usedAt !== null) {
        await this.endCopied(tx, kept, address);
        return 'refused';
      }
      if (kept.revokedAt !== null) return 'refused';
      const access = await this.access.of(account);
      if (!access.open) {
        await this.sessions.end(tx, kept);
        const details = { reason: access.reason };
        await this.trail.record(tx, {
          kind: 'sign_in_refused',
          subjectId: account.id,
          address,
          details,
        });
        return 'refused';
      }
      await this.sessions.markUsed(tx, kept);
      return this.tokens.issue(tx, account, access, kept.familyId);
    });
    // Thrown outside the transaction, so that the revocation stays.
    if (outcome === 'refused') throw tokenErrors.invalidRefreshToken();
    return outcome;
  }

  /** RFC 7009: a token that nobody has, or whose session has ended, is no error. */
  async revoke(token: string, address: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const kept = await this.sessions.byTokenForChange(tx, token);
      if (kept === null || kept.revokedAt !== null) return;
      await this.sessions.end(tx, kept);
      await this.trail.record(tx, {
        kind: 'token_revoked',
        subjectId: kept.accountId,
        address,
        details: { family: kept.familyId },
      });
    });
  }

  /** A refresh token used twice was copied: the session ends, and the person gets one message. */
  private async endCopied(tx: Tx, kept: RefreshToken, address: string): Promise<void> {
    await this.trail.record(tx, {
      kind: 'refresh_reused',
      subjectId: kept.accountId,
      address,
      details: { family: kept.familyId },
    });
    if (kept.revokedAt !== null) return;
    await this.sessions.end(tx, kept);
    await this.messages.notify(tx, kept.accountId, {
      template: 'sessions_closed',
      values: { closedAt: this.clock.now().toISOString() },
      dedupKey: `sessions-closed:${newId()}`,
      byLetter: false,
    });
  }
}
