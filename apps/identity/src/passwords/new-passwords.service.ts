import { Injectable } from '@nestjs/common';

import type { MessageChannel } from '@passerelle/contracts';
import { Clock, newId } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';

import type { Account } from '../accounts/account.entity.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { IdentitiesRepository } from '../accounts/identities.repository.js';
import { channelTo } from '../accounts/person.js';
import { MessagesService } from '../messages/messages.service.js';
import { ThrottlingService } from '../throttling/throttling.service.js';
import { RefreshTokensRepository } from '../tokens/refresh-tokens.repository.js';
import { PasswordRulesService } from './password-rules.service.js';
import { PasswordsService } from './passwords.service.js';

/** What happens whenever a password is replaced. */
@Injectable()
export class NewPasswordsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly identities: IdentitiesRepository,
    private readonly refreshTokens: RefreshTokensRepository,
    private readonly messages: MessagesService,
    private readonly throttling: ThrottlingService,
    private readonly rules: PasswordRulesService,
    private readonly passwords: PasswordsService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `identity/password-too-weak`, `identity/too-many-sign-ins` */
  async prepare(accountId: string, newPassword: string): Promise<string> {
    const account = await this.accounts.byId(accountId);
    const { displayName, birthName } = await this.identities.of(accountId);
    const names = [displayName, birthName].flatMap((name) => name?.split(/\s+/) ?? []);
    this.rules.assertAcceptable(newPassword, [
      ...(account === null ? [] : [account.username]),
      ...names,
    ]);
    return this.passwords.hash(newPassword);
  }

  /**
   * Sets it, ends every session, forgets what others tried in the person's name, and tells the person.
   *
   * @param carriedBy the channel that brought the code, if any: the news takes another one
   */
  async set(
    tx: Tx,
    account: Account,
    passwordHash: string,
    carriedBy: MessageChannel | undefined,
  ): Promise<void> {
    const now = this.clock.now();
    const first = account.passwordHash === null;
    await this.accounts.update(tx, account.id, {
      passwordHash,
      passwordChangedAt: now,
      version: account.version + 1,
    });
    await this.refreshTokens.revokeAccount(tx, account.id, now);
    await this.throttling.forgetAccount(account.id);
    const person = await this.identities.of(account.id);
    const channel = channelTo(person, carriedBy);
    if (channel === undefined || first) return;
    await this.messages.send(tx, {
      template: 'password_changed',
      channel,
      to: person,
      language: account.language,
      values: { changedAt: now.toISOString() },
      dedupKey: `password-changed:${account.id}:${newId()}`,
    });
  }
}
