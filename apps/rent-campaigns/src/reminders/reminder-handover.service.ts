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
import { sealMessage, type SealingKey } from '@passerelle/service-kit';

import { ContactVaultService } from '../landlords/contact-vault.service.js';
import { type LandlordContact, routeOf } from '../landlords/landlord-contact.js';
import { NotificationsKeyService } from './notifications-key.service.js';
import { endsOn } from './reminder-plan.js';
import { RemindersRepository, type ToHandOver } from './reminders.repository.js';

/** Reminders a transaction: each is counted anew and sealed. */
const BATCH = 100;
const DELAY_MS = 100;

/**
 * Hands recorded reminders to notifications. The record is the queue: its outcome and the event are
 * committed together, so that a process that dies in between has done neither, and two at work hold
 * different rows. Without contact or without the key of notifications a reminder waits, for its month.
 */
@Injectable()
export class ReminderHandoverService implements OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly reminders: RemindersRepository,
    private readonly vault: ContactVaultService,
    private readonly key: NotificationsKeyService,
    private readonly outbox: Outbox,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  wake(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.running = this.handOver().catch((error: unknown) => {
        this.logger.error('reminders were not handed over', error);
      });
    }, DELAY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.timer);
    await this.running;
  }

  async handOver(): Promise<void> {
    if (await this.reminders.anyToHandOver()) await this.settleOpen(false);
  }

  /** Also those that nobody can be written for: tenants declared meanwhile, or the month over. */
  async handOverAndClose(): Promise<void> {
    await this.settleOpen(true);
  }

  private async settleOpen(everyone: boolean): Promise<void> {
    const key = await this.key.find();
    if (key === undefined) this.logger.warn('the key of notifications cannot be had');
    for (let after: string | null = null; ;) {
      const held: readonly string[] = await this.settleSome(key, everyone, after);
      after = held.at(-1) ?? null;
      if (held.length < BATCH) return;
    }
  }

  private settleSome(
    key: SealingKey | undefined,
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
          const contact = key === undefined ? null : this.contactOf(reminder);
          if (key === undefined || contact === null) continue;
          messages.push(await messageOf(reminder, contact, key));
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
    await this.outbox.publishAll(
      tx,
      rentMessageRequestedV1,
      messages.map((data) => ({ data, version: 1 })),
    );
  }

  private contactOf({ landlordSiret, sealedContact }: ToHandOver): LandlordContact | null {
    const contact = this.vault.open(landlordSiret, sealedContact);
    if (contact === null) {
      this.logger.error('a contact is sealed with a master key that is not in the settings');
    }
    return contact;
  }
}

async function messageOf(
  reminder: ToHandOver,
  contact: LandlordContact,
  key: SealingKey,
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
    sealed: await sealMessage({ recipient, values, language: contact.language }, key),
    // A month's reminder goes out in that month or not at all.
    expiresAt: startOfParisDay(endsOn(reminder)).toISOString(),
    dedupKey: `rent-reminder:${id}`,
  };
}
