import { Injectable } from '@nestjs/common';

import { Clock, newId } from '@passerelle/kernel';
import { Transactions, type Tx } from '@passerelle/persistence';

import { AccountsService } from '../accounts/accounts.service.js';
import { AuditTrailService } from '../audit/audit-trail.service.js';
import { MessagesService } from '../messages/messages.service.js';
import type { Session } from '../sessions/session.entity.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { AccountAccessService } from './account-access.service.js';
import { PersonalTokensService } from './personal-tokens.service.js';
import type { TokenView } from './token.view.js';
import { tokenErrors } from './tokens.errors.js';

/** Renews sessions. Each refresh token serves once, and a token that comes back ends its session. */
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
      const judged = await this.sessions.judge(tx, token);
      if (account === null || judged === null || judged.verdict === 'refused') return 'refused';
      if (judged.verdict === 'reused') {
        await this.endCopied(tx, judged.session, address);
        return 'refused';
      }
      const access = await this.access.of(account);
      if (!access.open) {
        await this.sessions.end(tx, judged.session, 'access_ended');
        const details = { reason: access.reason };
        await this.trail.record(tx, {
          kind: 'sign_in_refused',
          subjectId: account.id,
          address,
          details,
        });
        return 'refused';
      }
      const renewed = await this.sessions.renew(tx, token, judged);
      return renewed === null ? 'refused' : this.tokens.of(tx, account, access, renewed);
    });
    // Thrown outside the transaction, so that the revocation stays.
    if (outcome === 'refused') throw tokenErrors.invalidRefreshToken();
    return outcome;
  }

  /** RFC 7009: a token that nobody has, or whose session has ended, is no error. */
  async revoke(token: string, address: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const judged = await this.sessions.judge(tx, token);
      if (judged === null) return;
      const { id, accountId } = judged.session;
      if (!(await this.sessions.end(tx, judged.session, 'signed_out'))) return;
      await this.trail.record(tx, {
        kind: 'token_revoked',
        subjectId: accountId,
        address,
        details: { session: id },
      });
    });
  }

  /** A refresh token that comes back was copied: the session ends, and the person gets one message. */
  private async endCopied(tx: Tx, session: Session, address: string): Promise<void> {
    const { id, accountId } = session;
    await this.trail.record(tx, {
      kind: 'refresh_reused',
      subjectId: accountId,
      address,
      details: { session: id },
    });
    if (!(await this.sessions.end(tx, session, 'token_reused'))) return;
    await this.messages.notify(tx, accountId, {
      template: 'sessions_closed',
      values: { closedAt: this.clock.now().toISOString() },
      dedupKey: `sessions-closed:${newId()}`,
      byLetter: false,
    });
  }
}
