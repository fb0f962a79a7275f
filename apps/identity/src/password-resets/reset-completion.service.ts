import { Inject, Injectable } from '@nestjs/common';

import { Clock } from '@passerelle/kernel';
import { Transactions } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import { AccountsService } from '../accounts/accounts.service.js';
import { AuditTrailService } from '../audit/audit-trail.service.js';
import type { IdentitySettings } from '../identity.settings.js';
import { NewPasswordsService } from '../passwords/new-passwords.service.js';
import { PasswordRulesService } from '../passwords/password-rules.service.js';
import { IndependentTransactions } from '../vault/independent-transactions.service.js';
import type { PasswordReset } from './password-reset.entity.js';
import type { CompletePasswordReset } from './password-resets.dto.js';
import { passwordResetErrors } from './password-resets.errors.js';
import { PasswordResetsRepository } from './password-resets.repository.js';
import { ResetCodesService } from './reset-codes.service.js';

/** Chooses a new password with a code. */
@Injectable()
export class ResetCompletionService {
  constructor(
    private readonly resets: PasswordResetsRepository,
    private readonly codes: ResetCodesService,
    private readonly accounts: AccountsService,
    private readonly newPasswords: NewPasswordsService,
    private readonly rules: PasswordRulesService,
    private readonly trail: AuditTrailService,
    private readonly transactions: Transactions,
    private readonly independent: IndependentTransactions,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  /**
   * The try is counted and committed before the code is compared, so that the limit also holds for guesses
   * made at the same time.
   *
   * @throws DomainError `identity/password-too-weak` (no try is counted), `identity/code-refused`
   */
  async complete(
    id: string,
    { code, newPassword }: CompletePasswordReset,
    address: string,
  ): Promise<void> {
    this.rules.assertAcceptable(newPassword);
    const reset = await this.independent.run((tx) =>
      this.resets.countTry(tx, id, this.settings.resetTries, this.clock.now()),
    );
    if (reset === undefined || !this.codes.matches(reset, code) || reset.accountId === null) {
      await this.refuse(id, reset, address);
    } else {
      await this.choose(reset, reset.accountId, newPassword, address);
    }
  }

  private async choose(
    reset: PasswordReset,
    accountId: string,
    newPassword: string,
    address: string,
  ): Promise<void> {
    // The password is hashed before the row is locked, because hashing is slow.
    const passwordHash = await this.newPasswords.prepare(accountId, newPassword, address);
    const now = this.clock.now();
    const done = await this.transactions.run(async (tx) => {
      const account = await this.accounts.byIdForChange(tx, accountId);
      if (account === null || account.closedAt !== null) return false;
      if (!(await this.resets.complete(tx, reset.id, now))) return false;
      await this.resets.closeAll(tx, accountId, now);
      await this.newPasswords.set(tx, account, passwordHash, { address, carriedBy: reset.channel });
      await this.trail.record(tx, {
        kind: 'password_reset_completed',
        subjectId: accountId,
        address,
        details: { resetId: reset.id, purpose: reset.purpose, channel: reset.channel },
      });
      return true;
    });
    if (!done) await this.refuse(reset.id, reset, address);
  }

  private async refuse(
    resetId: string,
    reset: PasswordReset | undefined,
    address: string,
  ): Promise<never> {
    await this.trail.recordRefusal({
      kind: 'password_reset_failed',
      subjectId: reset?.accountId ?? null,
      address,
      details: { resetId, tries: reset?.tries ?? 0 },
    });
    throw passwordResetErrors.codeRefused();
  }
}
