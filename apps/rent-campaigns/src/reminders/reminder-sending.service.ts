import { Injectable, type OnModuleDestroy } from '@nestjs/common';

import {
  type MessageRequest,
  RENT_MESSAGE_VALUES,
  rentMessageRequestedV1,
  type RentMessageTemplate,
} from '@passerelle/contracts';
import { Clock, startOfParisDay } from '@passerelle/kernel';
import { Outbox } from '@passerelle/messaging';
import { Logger } from '@passerelle/observability';
import { Transactions, type Tx } from '@passerelle/persistence';
import { MessageSealer, MessageSender, type Seal } from '@passerelle/sealed-messages';

import { ContactVaultService } from '../landlords/contact-vault.service.js';
import { type LandlordContact, routeOf } from '../landlords/landlord-contact.js';
import { endsOn } from './reminder-plan.js';
import { RemindersRepository, type ReminderToSend } from './reminders.repository.js';

/** Reminders in one transaction. Each needs a new count of missing tenants and a seal. */
const BATCH = 100;

/**
 * Requests the messages of recorded reminders from notifications. The recorded rows are the queue. Outcome and
 * event are committed together, and two processes lock different rows, so no reminder is lost or sent twice.
 * A reminder without a contact or without the key of notifications waits until its month ends.
 */
@Injectable()
export class ReminderSendingService implements OnModuleDestroy {
  private readonly sender: MessageSender;

  constructor(
    private readonly reminders: RemindersRepository,
    private readonly vault: ContactVaultService,
    sealer: MessageSealer,
    private readonly outbox: Outbox,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    this.sender = new MessageSender(sealer, logger);
  }

  wake(): void {
    this.sender.wake(() => this.send());
  }

  onModuleDestroy(): Promise<void> {
    return this.sender.stop();
  }

  async send(): Promise<void> {
    if (await this.reminders.anyToSend()) await this.settleOpen(false);
  }

  /** Sends reminders, and ends those that need no message: all tenants are declared, or the month is over. */
  async sendAndClose(): Promise<void> {
    await this.settleOpen(true);
  }

  private async settleOpen(everyone: boolean): Promise<void> {
    let after: string | null = null;
    await this.sender.send(async (seal) => {
      if (seal === undefined) this.logger.warn('the key of notifications is not available');
      const held = await this.settleSome(seal, everyone, after);
      after = held.at(-1) ?? null;
      return held.length === BATCH;
    });
  }

  private settleSome(
    seal: Seal | undefined,
    everyone: boolean,
    after: string | null,
  ): Promise<string[]> {
    return this.transactions.run(async (tx) => {
      const held = await this.reminders.holdOpen(tx, everyone, after, BATCH);
      const due = await this.reminders.dueOutcomes(tx, held, this.clock.today());
      const messages = [];
      const settled = [];
      for (const reminder of due) {
        if (reminder.outcome === 'requested') {
          const contact = seal === undefined ? null : this.contactOf(reminder);
          if (seal === undefined || contact === null) continue;
          messages.push(await messageOf(reminder, contact, seal));
        }
        settled.push(reminder);
      }
      await this.settle(tx, settled, messages);
      return held;
    });
  }

  private async settle(
    tx: Tx,
    settled: Parameters<RemindersRepository['settle']>[1],
    messages: readonly MessageRequest<RentMessageTemplate>[],
  ): Promise<void> {
    await this.reminders.settle(tx, settled, this.clock.now());
    this.outbox.publishAll(
      tx,
      rentMessageRequestedV1,
      messages.map((data) => ({ data, version: 1 })),
    );
  }

  private contactOf({ landlordSiret, sealedContact }: ReminderToSend): LandlordContact | null {
    const contact = this.vault.open(landlordSiret, sealedContact);
    if (contact === null) {
      this.logger.error('a contact is sealed with a master key that is not in the settings');
    }
    return contact;
  }
}

async function messageOf(
  reminder: ReminderToSend,
  contact: LandlordContact,
  seal: Seal,
): Promise<MessageRequest<RentMessageTemplate>> {
  const { id, referenceYear, missing: tenants, suspensionOn, closesOn } = reminder;
  const { channel, recipient } = routeOf(contact);
  const values = RENT_MESSAGE_VALUES.rent_reminder.parse({
    referenceYear,
    tenants,
    suspensionOn,
    closesOn,
  });
  return {
    messageId: id,
    template: 'rent_reminder',
    channel,
    sealed: await seal({ recipient, values, language: contact.language }),
    // A reminder is sent within its month or not at all.
    expiresAt: startOfParisDay(endsOn(reminder)).toISOString(),
    dedupKey: `rent-reminder:${id}`,
  };
}
