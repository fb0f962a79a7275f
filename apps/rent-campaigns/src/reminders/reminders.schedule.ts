import { Injectable } from '@nestjs/common';

import { Scheduled } from '@passerelle/messaging';

import { ReminderHandoverService } from './reminder-handover.service.js';
import { RemindersService } from './reminders.service.js';

@Injectable()
export class RemindersSchedule {
  constructor(
    private readonly reminders: RemindersService,
    private readonly handover: ReminderHandoverService,
  ) {}

  @Scheduled({
    name: 'landlord-reminders',
    cron: '0 9 * * *',
    summary:
      'Reminds landlords of missing declarations, once a month from August to December of the reference year.',
  })
  async remind(): Promise<void> {
    await this.reminders.remindAll();
    await this.handover.handOverAndClose();
  }

  @Scheduled({
    name: 'hand-over-reminders',
    cron: '* * * * *',
    summary: 'Seals the reminders that wait for a contact or for the public key of notifications.',
  })
  async handOver(): Promise<void> {
    await this.handover.handOver();
  }
}
