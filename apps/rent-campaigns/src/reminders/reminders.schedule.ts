import { Injectable } from '@nestjs/common';

import { Scheduled } from '@passerelle/messaging';

import { ReminderSendingService } from './reminder-sending.service.js';
import { RemindersService } from './reminders.service.js';

@Injectable()
export class RemindersSchedule {
  constructor(
    private readonly reminders: RemindersService,
    private readonly sending: ReminderSendingService,
  ) {}

  @Scheduled({
    name: 'landlord-reminders',
    cron: '0 9 * * *',
    summary:
      'Reminds landlords of missing declarations, once a month from August to December of the reference year.',
  })
  async remind(): Promise<void> {
    await this.reminders.remindAll();
    await this.sending.sendAndClose();
  }

  @Scheduled({
    name: 'send-reminders',
    cron: '* * * * *',
    summary:
      'Seals and sends the reminders that wait for a contact or for the public key of notifications.',
  })
  async send(): Promise<void> {
    await this.sending.send();
  }
}
