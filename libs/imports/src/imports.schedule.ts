import { Injectable } from '@nestjs/common';

import { Scheduled } from '@passerelle/messaging';

import { ImportEngine } from './import-engine.js';

@Injectable()
export class ImportsSchedule {
  constructor(private readonly engine: ImportEngine) {}

  @Scheduled({
    name: 'imports-retention',
    cron: '41 3 * * *',
    summary: 'Forgets imports and their reports after 400 days.',
  })
  async forgetOld(): Promise<void> {
    await this.engine.forgetOld();
  }
}
