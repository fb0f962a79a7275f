import { Injectable } from '@nestjs/common';

import { Scheduled } from '@passerelle/messaging';

import { SnapshotsService } from './snapshots.service.js';

@Injectable()
export class SnapshotsSchedule {
  constructor(private readonly snapshots: SnapshotsService) {}

  @Scheduled({
    name: 'weekly-snapshot',
    cron: '0 6 * * 2',
    summary: 'Publishes the processing delays of the week, unless a person has published them.',
  })
  async publish(): Promise<void> {
    await this.snapshots.publishWeekly();
  }
}
