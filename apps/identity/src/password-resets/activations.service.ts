import { Injectable } from '@nestjs/common';

import type { Tx } from '@passerelle/persistence';

import type { Account } from '../accounts/account.entity.js';
import { channelTo, type Person } from '../accounts/person.js';
import { MessagesService } from '../messages/messages.service.js';
import { PasswordResetsRepository } from './password-resets.repository.js';
import { ResetCodesService } from './reset-codes.service.js';

/** Invites a person to choose a first password: the same codes as for a forgotten one, with a longer life. */
@Injectable()
export class ActivationsService {
  constructor(
    private readonly resets: PasswordResetsRepository,
    private readonly codes: ResetCodesService,
    private readonly messages: MessagesService,
  ) {}

  /**
   * @param organisationName of an agent; null for a member of staff
   * @returns false when there is no way to reach the person
   */
  async invite(
    tx: Tx,
    account: Account,
    person: Person,
    organisationName: string | null,
  ): Promise<boolean> {
    const channel = channelTo(person);
    if (channel === undefined) return false;
    const { reset, code, lifeSeconds } = this.codes.make(account.id, 'activation', channel);
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
