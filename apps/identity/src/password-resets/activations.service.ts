import { Injectable } from '@nestjs/common';

import type { Tx } from '@passerelle/persistence';

import { AccountsDirectory } from '../accounts/accounts.directory.js';
import { channelTo } from '../accounts/person.js';
import { MessagesService } from '../messages/messages.service.js';
import { PasswordResetsRepository } from './password-resets.repository.js';
import { ResetCodesService } from './reset-codes.service.js';

/**
 * Invites a person to choose a first password, with a code like that of a forgotten password but valid
 * longer.
 */
@Injectable()
export class ActivationsService {
  constructor(
    private readonly accounts: AccountsDirectory,
    private readonly resets: PasswordResetsRepository,
    private readonly codes: ResetCodesService,
    private readonly messages: MessagesService,
  ) {}

  /**
   * @param organisationName of an agent; null for a member of staff
   * @returns false when no channel reaches the person
   */
  async invite(tx: Tx, accountId: string, organisationName: string | null): Promise<boolean> {
    const account = await this.accounts.byId(accountId);
    const person = await this.accounts.personOf(accountId);
    const channel = channelTo(person);
    if (account === null || channel === undefined) return false;
    const { reset, code, lifeSeconds } = this.codes.make(accountId, 'activation', channel);
    await this.resets.insert(tx, reset);
    const values = {
      username: account.username,
      resetId: reset.id,
      code,
      validUntil: reset.expiresAt.toISOString(),
    };
    const letter = {
      channel,
      to: person,
      language: account.language,
      dedupKey: `activation:${reset.id}`,
      lifeSeconds,
      resetId: reset.id,
    };
    if (organisationName === null) {
      await this.messages.send(tx, { ...letter, template: 'account_opened', values });
    } else {
      await this.messages.send(tx, {
        ...letter,
        template: 'agent_access_opened',
        values: { ...values, organisationName },
      });
    }
    return true;
  }
}
