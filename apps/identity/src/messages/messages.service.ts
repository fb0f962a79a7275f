import { Injectable } from '@nestjs/common';

import {
  type MediationMessageTemplate,
  type MessageChannel,
  messagePayload,
  type MessagePayload,
} from '@passerelle/contracts';
import { Clock, type Language, newId } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';

import { AccountsDirectory } from '../accounts/accounts.directory.js';
import { channelTo, type Person } from '../accounts/person.js';
import { VaultService } from '../vault/vault.service.js';
import { MessageSendingService } from './message-sending.service.js';
import {
  OWN_MESSAGE_VALUES,
  type OwnMessageTemplate,
  type OwnMessageValues,
} from './own-templates.js';
import { type PendingMessage, pendingPurposeOf } from './pending-message.entity.js';
import { PendingMessagesRepository } from './pending-messages.repository.js';

export interface Letter<T extends OwnMessageTemplate> {
  readonly template: T;
  readonly channel: MessageChannel;
  readonly to: Person;
  readonly language: Language;
  readonly values: OwnMessageValues<T>;
  /** Two messages with the same key are sent once. */
  readonly dedupKey: string;
  /** For a message with a code: how long the code is valid, and the reset of the code. */
  readonly lifeSeconds?: number;
  readonly resetId?: string;
}

/** A message whose words come sealed from another service. */
export interface Forwarded {
  readonly template: MediationMessageTemplate;
  readonly channel: MessageChannel;
  readonly to: Person;
  readonly language: Language;
  readonly sealedWords: string;
  readonly dedupKey: string;
}

/** A message to the person behind an account, by a channel that reaches the person. */
export interface Notice<T extends OwnMessageTemplate> {
  readonly template: T;
  readonly values: OwnMessageValues<T>;
  readonly dedupKey: string;
  /** A channel that may be in the wrong hands, taken only when no other channel reaches the person. */
  readonly avoid?: MessageChannel | undefined;
  /** `false`: no letter is sent, even where nothing else reaches the person. */
  readonly byLetter?: boolean;
}

/** Writes messages to people, in the transaction of the change that a message is about. */
@Injectable()
export class MessagesService {
  constructor(
    private readonly accounts: AccountsDirectory,
    private readonly pending: PendingMessagesRepository,
    private readonly sending: MessageSendingService,
    private readonly vault: VaultService,
    private readonly clock: Clock,
  ) {}

  async send<T extends OwnMessageTemplate>(tx: Tx, letter: Letter<T>): Promise<void> {
    const { template, channel, to, language, values, dedupKey } = letter;
    const payload: MessagePayload = {
      recipient: recipientOf(to, channel),
      values: OWN_MESSAGE_VALUES[template].parse(values),
      language,
    };
    await this.write(tx, {
      template,
      channel,
      payload,
      dedupKey,
      lifeSeconds: letter.lifeSeconds ?? null,
      resetId: letter.resetId ?? null,
    });
  }

  /**
   * Writes a message to the person behind an account.
   *
   * @returns false when no channel reaches the person
   */
  async notify<T extends OwnMessageTemplate>(
    tx: Tx,
    accountId: string,
    { template, values, dedupKey, avoid, byLetter = true }: Notice<T>,
  ): Promise<boolean> {
    const account = await this.accounts.byId(accountId);
    const to = await this.accounts.personOf(accountId);
    const channel = channelTo(to, avoid);
    if (account === null || channel === undefined) return false;
    if (channel === 'letter' && !byLetter) return false;
    await this.send(tx, { template, channel, to, language: account.language, values, dedupKey });
    return true;
  }

  /** Passes words on that another service sealed to notifications: identity adds the person, and reads nothing. */
  async forward(
    tx: Tx,
    { template, channel, to, language, sealedWords, dedupKey }: Forwarded,
  ): Promise<void> {
    await this.write(tx, {
      template,
      channel,
      payload: { recipient: recipientOf(to, channel), values: { sealedWords }, language },
      dedupKey,
      lifeSeconds: null,
      resetId: null,
    });
  }

  /** Writes as much as `send` for a message to nobody, so that the time of a request reveals nothing. */
  async sendNothing(tx: Tx, channel: MessageChannel): Promise<void> {
    const nobody = { name: 'x'.repeat(20), email: null, phone: null, addressLines: null };
    const payload: MessagePayload = {
      recipient: nobody,
      values: { code: '000000', validUntil: this.clock.now().toISOString() },
      language: 'fr',
    };
    await this.write(tx, {
      template: null,
      channel,
      payload,
      dedupKey: 'password-reset:',
      lifeSeconds: null,
      resetId: null,
    });
  }

  private async write(
    tx: Tx,
    message: Omit<PendingMessage, 'id' | 'sealed' | 'createdAt'> & {
      readonly payload: MessagePayload;
    },
  ): Promise<void> {
    const { payload: unchecked, ...rest } = message;
    // A payload that its readers refuse would wait for ever: the request that asks for it fails instead.
    const payload = messagePayload.parse(unchecked);
    const id = newId();
    await this.pending.insert(tx, {
      ...rest,
      id,
      sealed: this.vault.seal(JSON.stringify(payload), pendingPurposeOf(id)),
      createdAt: this.clock.now(),
    });
    tx.afterCommit(() => {
      this.sending.wake();
    });
  }
}

/** The recipient with the one address that the channel needs. */
function recipientOf(to: Person, channel: MessageChannel): MessagePayload['recipient'] {
  return {
    name: to.displayName,
    email: channel === 'email' ? to.email : null,
    phone: channel === 'sms' ? to.phone : null,
    addressLines: channel === 'letter' && to.addressLines !== null ? [...to.addressLines] : null,
  };
}
