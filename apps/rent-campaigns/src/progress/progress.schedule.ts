import { Injectable } from '@nestjs/common';

import { addDays } from '@passerelle/kernel';
import { type Run, Scheduled } from '@passerelle/messaging';

import { ProgressService } from './progress.service.js';

@Injectable()
export class ProgressSchedule {
  constructor(private readonly progress: ProgressService) {}

  @Scheduled({
    name: 'rate-snapshots',
    cron: '15 0 * * *',
    summary: 'Freezes the rates of the past day, for every campaign under way.',
    missed: 'each',
  })
  async freeze({ dueOn }: Run): Promise<void> {
    await this.progress.freezeAll(addDays(dueOn, -1));
  }
}
