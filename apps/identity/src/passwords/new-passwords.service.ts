import { Injectable } from '@nestjs/common';

import type { MessageChannel } from '@passerelle/contracts';
import { Clock, newId } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';

import type { Account } from '../accounts/account.entity.js';
import { AccountsDirectory } from '../accounts/accounts.directory.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { MessagesService } from '../messages/messages.service.js';
import { ThrottlingService } from '../throttling/throttling.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { PasswordRulesService } from './password-rules.service.js';
import { PasswordsService } from './passwords.service.js';

/** Replaces passwords, after a change and after a reset. */
@Injectable()
export class NewPasswordsService {
  constructor(
    private readonly directory: AccountsDirectory,
    private readonly accounts: AccountsService,
    private readonly sessions: SessionsService,
    private readonly messages: MessagesService,
    private readonly throttling: ThrottlingService,
    private readonly rules: PasswordRulesService,
    private readonly passwords: PasswordsService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `identity/password-too-weak`, `identity/too-many-sign-ins` */
  async prepare(accountId: string, newPassword: string, address: string): Promise<string> {
    const account = await this.directory.byId(accountId);
    const { displayName, birthName } = await this.directory.personOf(accountId);
    const names = [displayName, birthName].flatMap((name) => name?.split(/\s+/) ?? []);
    this.rules.assertAcceptable(newPassword, [
      ...(account === null ? [] : [account.username]),
      ...names,
    ]);
    return this.passwords.hash(newPassword, address);
  }

  /**
   * Sets the password, ends every session, forgets the failed tries of others, and sends the person a
   * message.
   *
   * @param origin the network address of the request, and the channel of the code, if there was a code: the message
   *   takes another channel
   */
  async set(
    tx: Tx,
    account: Account,
    passwordHash: string,
    { address, carriedBy }: { readonly address: string; readonly carriedBy?: MessageChannel },
  ): Promise<void> {
    const now = this.clock.now();
    const first = account.passwordHash === null;
    await this.accounts.change(tx, account, { passwordHash, passwordChangedAt: now });
    await this.sessions.endAllOf(tx, [account.id], 'password_changed');
    const { nir } = await this.directory.personOf(account.id);
    const names = [account.id, account.username, ...(nir === null ? [] : [nir])];
    await this.throttling.forgetFailures(names, address);
    if (first) return;
    await this.messages.notify(tx, account.id, {
      template: 'password_changed',
      values: { changedAt: now.toISOString() },
      dedupKey: `password-changed:${account.id}:${newId()}`,
      avoid: carriedBy,
    });
  }
}
