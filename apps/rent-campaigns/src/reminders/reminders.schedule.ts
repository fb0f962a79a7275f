import { Injectable } from '@nestjs/common';

import { Scheduled } from '@passerelle/messaging';

import { RemindersService } from './reminders.service.js';

@Injectable()
export class RemindersSchedule {
  constructor(private readonly reminders: RemindersService) {}

  @Scheduled({
    name: 'landlord-reminders',
    cron: '0 9 * * *',
    summary:
      'Reminds landlords of missing declarations, once a month from August to December of the reference year.',
  })
  async remind(): Promise<void> {
    await this.reminders.remindAll();
  }
}
