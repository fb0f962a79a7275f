import { Injectable } from '@nestjs/common';

import { addDays, Clock } from '@passerelle/kernel';
import { Scheduled } from '@passerelle/messaging';

import { ProgressService } from './progress.service.js';

@Injectable()
export class ProgressSchedule {
  constructor(
    private readonly progress: ProgressService,
    private readonly clock: Clock,
  ) {}

  @Scheduled({
    name: 'rate-snapshots',
    cron: '15 0 * * *',
    summary: 'Freezes the rates of the past day, for every campaign under way.',
  })
  async freeze(): Promise<void> {
    await this.progress.freezeAll(addDays(this.clock.today(), -1));
  }
}
