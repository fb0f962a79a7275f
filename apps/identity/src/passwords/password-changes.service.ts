import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { Transactions } from '@passerelle/persistence';

import { AccountsDirectory } from '../accounts/accounts.directory.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { AuditTrailService } from '../audit/audit-trail.service.js';
import { ThrottlingService } from '../throttling/throttling.service.js';
import { NewPasswordsService } from './new-passwords.service.js';
import type { ChangePassword } from './passwords.dto.js';
import { passwordChangeErrors } from './passwords.errors.js';
import { PasswordRulesService } from './password-rules.service.js';
import { PasswordsService } from './passwords.service.js';

/** Changes the password of a signed-in person. Wrong guesses count like failed sign-ins. */
@Injectable()
export class PasswordChangesService {
  constructor(
    private readonly directory: AccountsDirectory,
    private readonly accounts: AccountsService,
    private readonly newPasswords: NewPasswordsService,
    private readonly passwords: PasswordsService,
    private readonly rules: PasswordRulesService,
    private readonly throttling: ThrottlingService,
    private readonly trail: AuditTrailService,
    private readonly transactions: Transactions,
  ) {}

  async change(actor: Actor, command: ChangePassword, address: string): Promise<void> {
    const { currentPassword, newPassword, captcha } = command;
    this.rules.assertAcceptable(newPassword);
    const id = actor.subject;
    const account = await this.directory.byId(id);
    const trial = { account: id, address };
    const begin = () => this.throttling.begin(trial, captcha);
    const matches = await this.passwords.matches(
      currentPassword,
      account?.passwordHash,
      address,
      begin,
    );
    if (account === null || !matches || account.closedAt !== null) {
      await this.trail.recordRefusal({ kind: 'password_change_failed', subjectId: id, address });
      throw passwordChangeErrors.wrongCurrentPassword();
    }
    await this.throttling.succeeded(trial);
    if (newPassword === currentPassword) throw passwordChangeErrors.passwordUnchanged();
    const passwordHash = await this.newPasswords.prepare(id, newPassword, address);
    await this.transactions.run(async (tx) => {
      const current = await this.accounts.byIdForChange(tx, id);
      // Another request changed the password meanwhile, so the checked password is no longer the current one.
      if (current === null || current.passwordHash !== account.passwordHash) {
        throw passwordChangeErrors.wrongCurrentPassword();
      }
      await this.newPasswords.set(tx, current, passwordHash, { address });
      await this.trail.record(tx, {
        kind: 'password_changed',
        subjectId: id,
        actorId: id,
        address,
      });
    });
  }
}
