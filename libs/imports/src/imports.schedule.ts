import { Injectable } from '@nestjs/common';

import { Scheduled } from '@passerelle/messaging';

import { ImportEngine } from './import-engine.js';

@Injectable()
export class ImportsSchedule {
  constructor(private readonly engine: ImportEngine) {}

  @Scheduled({
    name: 'imports-retention',
    cron: '41 3 * * *',
    summary:
      'Forgets the reports of imports after IMPORT_REPORT_RETENTION_DAYS (90 by default), and imports after 400 days.',
  })
  async forgetOld(): Promise<void> {
    await this.engine.forgetOld();
  }
}
