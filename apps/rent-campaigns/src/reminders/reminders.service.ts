import { Inject, Injectable } from '@nestjs/common';

import { reminderDueV1 } from '@passerelle/contracts';
import { Clock, newId } from '@passerelle/kernel';
import { Outbox } from '@passerelle/messaging';
import { type Page, Transactions } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { CampaignWithRoster } from '../campaigns/campaign.entity.js';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { LandlordContactsService } from '../landlords/landlord-contacts.service.js';
import type { RentCampaignsSettings } from '../rent-campaigns.settings.js';
import { type ReminderWave, waveDueOn } from './reminder-plan.js';
import { ReminderSendingService } from './reminder-sending.service.js';
import type { Reminder } from './reminder.entity.js';
import type { RemindedView } from './reminder.view.js';
import type { RemindersQuery } from './reminders.dto.js';
import { remindersErrors } from './reminders.errors.js';
import { type ReminderWithDelivery, RemindersRepository } from './reminders.repository.js';

/** Landlords in one transaction. */
const BATCH = 1_000;

@Injectable()
export class RemindersService {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly reminders: RemindersRepository,
    private readonly sending: ReminderSendingService,
    private readonly outbox: Outbox,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: RentCampaignsSettings,
    contacts: LandlordContactsService,
  ) {
    // A reminder of this month that waits for a contact is sent as soon as the contact is given.
    contacts.afterGiven(() => {
      this.sending.wake();
    });
  }

  /** Records the wave that is due in every campaign under way. No landlord is reminded twice in a wave. */
  async remindAll(): Promise<void> {
    for (const campaign of await this.campaigns.underWay()) {
      const wave = this.waveOf(campaign);
      if (wave !== null) await this.remind(campaign, wave);
    }
  }

  /** Records the wave that is due in one campaign, on request. */
  async remindNow(year: string): Promise<RemindedView> {
    const campaign = await this.campaigns.withRoster(year);
    const wave = this.waveOf(campaign);
    if (wave === null) throw remindersErrors.noReminderDue({ today: this.clock.today() });
    return this.remind(campaign, wave);
  }

  async list(year: string, query: RemindersQuery): Promise<Page<ReminderWithDelivery>> {
    const { referenceYear } = await this.campaigns.of(year);
    return this.reminders.page(referenceYear, query.delivery ?? null, query.limit, query.after);
  }

  private waveOf(campaign: CampaignWithRoster): ReminderWave | null {
    const { reminderMonths: months, reminderDay: day } = this.settings;
    return waveDueOn(campaign, { months, day }, this.clock.today());
  }

  private async remind(
    campaign: CampaignWithRoster,
    { month }: ReminderWave,
  ): Promise<RemindedView> {
    let [reminded, withoutContact] = [0, 0];
    for (;;) {
      const added = await this.remindSome(campaign, month);
      const reached = added.filter(({ hasContact }) => hasContact).length;
      reminded += reached;
      withoutContact += added.length - reached;
      if (added.length < BATCH) return { reminded, withoutContact };
    }
  }

  private remindSome(
    campaign: CampaignWithRoster,
    month: number,
  ): Promise<{ hasContact: boolean }[]> {
    const { referenceYear, suspensionOn } = campaign;
    return this.transactions.run(async (tx) => {
      const today = this.clock.today();
      const landlords = await this.reminders.landlordsToRemind(tx, campaign, month, today, BATCH);
      const scheduledAt = this.clock.now();
      const reminders = landlords.map(({ landlordSiret, missing }): Reminder => ({
        id: newId(),
        referenceYear,
        month,
        landlordSiret,
        missing,
        scheduledAt,
        outcome: null,
        settledAt: null,
      }));
      const added = await this.reminders.add(tx, reminders);
      const fresh = reminders.filter(({ id }) => added.has(id));
      this.outbox.publishAll(
        tx,
        reminderDueV1,
        fresh.map(({ id: reminderId, landlordSiret, missing }) => ({
          data: { reminderId, referenceYear, month, landlordSiret, missing, suspensionOn },
          version: 1,
        })),
      );
      tx.afterCommit(() => {
        this.sending.wake();
      });
      return [...added.values()];
    });
  }
}
