import { Injectable } from '@nestjs/common';

import {
  ACKNOWLEDGEMENT_CHANNELS,
  acknowledgementRecipient,
  type AcknowledgementRecipient,
} from '@passerelle/contracts';
import { Logger } from '@passerelle/observability';
import type { Tx } from '@passerelle/persistence';

import type { Account } from '../accounts/account.entity.js';
import { AccountsDirectory } from '../accounts/accounts.directory.js';
import { canReceive } from '../accounts/person.js';
import { MessagesService } from '../messages/messages.service.js';
import { RecipientKeysService } from '../vault/recipient-keys.service.js';

type AcknowledgementChannel = (typeof ACKNOWLEDGEMENT_CHANNELS)[number];

/** Sends the acknowledgements that mediation has worded, to the persons whom identity knows. */
@Injectable()
export class AcknowledgementsService {
  constructor(
    private readonly accounts: AccountsDirectory,
    private readonly messages: MessagesService,
    private readonly recipientKeys: RecipientKeysService,
    private readonly logger: Logger,
  ) {}

  /** @returns the channel of the message; null when no account, or no address, is known */
  async send(
    tx: Tx,
    referralId: string,
    { sealedRecipient, sealedWords }: { sealedRecipient: string; sealedWords: string },
  ): Promise<AcknowledgementChannel | null> {
    const recipient = await this.recipientIn(sealedRecipient);
    const account = recipient === null ? null : await this.accountOf(recipient);
    if (account === null) return null;
    const to = await this.accounts.personOf(account.id);
    const channel = ACKNOWLEDGEMENT_CHANNELS.find((each) => canReceive(to, each));
    if (channel === undefined) return null;
    await this.messages.forward(tx, {
      template: 'referral_acknowledged',
      channel,
      to,
      language: account.language,
      sealedWords,
      dedupKey: `referral-acknowledged:${referralId}`,
    });
    return channel;
  }

  /** The account that sent the request, or else the one of the file. */
  private async accountOf(recipient: AcknowledgementRecipient): Promise<Account | null> {
    const { accountId, fileNumber } = recipient;
    const sender = accountId === null ? null : await this.accounts.byId(accountId);
    if (sender !== null && sender.closedAt === null) return sender;
    return this.accounts.soleOfFile(fileNumber);
  }

  /** What another master key sealed is lost: the letter is then printed. */
  private async recipientIn(sealed: string): Promise<AcknowledgementRecipient | null> {
    try {
      return acknowledgementRecipient.parse(JSON.parse(await this.recipientKeys.open(sealed)));
    } catch {
      // The cause may quote what it read.
      this.logger.error('the recipient of an acknowledgement cannot be opened');
      return null;
    }
  }
}
