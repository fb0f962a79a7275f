import { Injectable } from '@nestjs/common';

import { type Run, Scheduled } from '@passerelle/messaging';

import { SnapshotsService } from './snapshots.service.js';

@Injectable()
export class SnapshotsSchedule {
  constructor(private readonly snapshots: SnapshotsService) {}

  @Scheduled({
    name: 'weekly-snapshot',
    cron: '0 6 * * 2',
    summary: 'Publishes the processing delays of the week, unless a person has published them.',
    missed: 'each',
  })
  async publish({ dueOn }: Run): Promise<void> {
    await this.snapshots.publishWeekly(dueOn);
  }
}
