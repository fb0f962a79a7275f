import { Injectable } from '@nestjs/common';

import { Clock, newId } from '@passerelle/kernel';
import { Transactions, type Tx } from '@passerelle/persistence';

import { AccountsService } from '../accounts/accounts.service.js';
import { AuditTrailService } from '../audit/audit-trail.service.js';
import { IdentityMetrics } from '../identity.metrics.js';
import { MessagesService } from '../messages/messages.service.js';
import type { PendingSignIn } from '../second-factors/pending-sign-in.entity.js';
import { PendingSignInsService } from '../second-factors/pending-sign-ins.service.js';
import { methodsOfProof } from '../second-factors/second-factor.js';
import {
  type JudgedProof,
  SecondFactorProofsService,
} from '../second-factors/second-factor-proofs.service.js';
import { secondFactorErrors } from '../second-factors/second-factors.errors.js';
import { type Trial, ThrottlingService } from '../throttling/throttling.service.js';
import { AccountAccessService } from './account-access.service.js';
import { PersonalTokensService } from './personal-tokens.service.js';
import type { TokenView } from './token.view.js';
import { tokenErrors } from './tokens.errors.js';

export interface SecondFactorTry {
  readonly mfaToken: string;
  readonly proof:
    { readonly otp: string } | { readonly recoveryCode: string } | { readonly assertion: string };
  readonly captcha: string | undefined;
  readonly address: string;
  /** See `deviceLabel`. */
  readonly device: string | null;
}

/**
 * The second step of a sign-in. Its tries have a count of their own: a right password forgets the failed passwords,
 * and would otherwise give a thief of the password new tries of codes without end.
 */
@Injectable()
export class SecondFactorGrantService {
  constructor(
    private readonly pending: PendingSignInsService,
    private readonly proofs: SecondFactorProofsService,
    private readonly accounts: AccountsService,
    private readonly access: AccountAccessService,
    private readonly tokens: PersonalTokensService,
    private readonly throttling: ThrottlingService,
    private readonly messages: MessagesService,
    private readonly trail: AuditTrailService,
    private readonly transactions: Transactions,
    private readonly metrics: IdentityMetrics,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `identity/pending-sign-in-refused`, `identity/second-factor-refused` */
  async complete(attempt: SecondFactorTry): Promise<TokenView> {
    const { mfaToken, proof, address } = attempt;
    const pending = await this.pending.open(mfaToken);
    const { accountId } = pending;
    // A name that is typed has one line, so nobody counts here who does not know the password.
    const trial: Trial = { account: `second factor\n${accountId}`, address };
    await this.begin(accountId, trial, attempt.captcha);
    const challenge = await this.pending.takeTry(pending);
    const judged = await this.proofs.judge(
      accountId,
      'assertion' in proof ? { ...proof, challenge } : proof,
    );
    if (judged === undefined) return this.refuse(accountId, address);
    const outcome = await this.transactions.run((tx) => this.open(tx, attempt, pending, judged));
    if (outcome === 'used before') return this.refuse(accountId, address);
    await this.throttling.succeeded(trial);
    if ('reason' in outcome) {
      this.metrics.signIns.inc({ outcome: 'refused' });
      const details = { reason: outcome.reason };
      await this.trail.recordRefusal({
        kind: 'sign_in_refused',
        subjectId: accountId,
        address,
        details,
      });
      throw tokenErrors.accessEnded();
    }
    this.metrics.signIns.inc({ outcome: 'succeeded' });
    return outcome;
  }

  private async begin(subjectId: string, trial: Trial, captcha: string | undefined): Promise<void> {
    try {
      await this.throttling.begin(trial, captcha);
    } catch (error) {
      this.metrics.signIns.inc({ outcome: 'held_back' });
      const { address } = trial;
      await this.trail.recordRefusal({ kind: 'second_factor_held_back', subjectId, address });
      throw error;
    }
  }

  private async open(
    tx: Tx,
    { address, device }: SecondFactorTry,
    pending: PendingSignIn,
    judged: JudgedProof,
  ): Promise<TokenView | { readonly reason: string } | 'used before'> {
    const account = await this.accounts.byIdForChange(tx, pending.accountId);
    if (account === null) throw secondFactorErrors.pendingSignInRefused();
    if (!(await judged.use(tx))) return 'used before';
    if (!(await this.pending.complete(tx, pending, account))) {
      // The code is given back, because it has opened nothing.
      throw secondFactorErrors.pendingSignInRefused();
    }
    const access = await this.access.of(account);
    if (!access.open) return { reason: access.reason };
    const { method, deviceBound } = judged;
    const amr = ['pwd' as const, ...methodsOfProof(method, deviceBound)];
    const issued = await this.tokens.open(tx, account, access, { amr, device });
    await this.trail.record(tx, {
      kind: 'sign_in_succeeded',
      subjectId: account.id,
      actorId: account.id,
      address,
      details: { method },
    });
    if (method === 'recovery_code') await this.tellOfRecoveryCode(tx, account.id);
    return issued;
  }

  private async tellOfRecoveryCode(tx: Tx, accountId: string): Promise<void> {
    const changedAt = this.clock.now().toISOString();
    await this.messages.notify(tx, accountId, {
      template: 'second_factor_changed',
      values: { change: 'recovery_code_used', changedAt },
      dedupKey: `second-factor:${newId()}`,
    });
  }

  private async refuse(subjectId: string, address: string): Promise<never> {
    this.metrics.signIns.inc({ outcome: 'failed' });
    await this.trail.recordRefusal({ kind: 'second_factor_failed', subjectId, address });
    throw secondFactorErrors.secondFactorRefused();
  }
}
