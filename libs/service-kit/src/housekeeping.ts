import { Injectable } from '@nestjs/common';

import { purgeIdempotencyKeys } from '@passerelle/http';
import { purgeInbox, Scheduled } from '@passerelle/messaging';
import { Transactions } from '@passerelle/persistence';

/** What every service forgets in time. */
@Injectable()
export class Housekeeping {
  constructor(private readonly transactions: Transactions) {}

  @Scheduled({
    name: 'housekeeping',
    cron: '17 3 * * *',
    summary: 'Forgets answers kept for retries after 48 hours and handled events after 90 days.',
  })
  async run(): Promise<void> {
    await purgeIdempotencyKeys(this.transactions);
    await purgeInbox(this.transactions);
  }
}
