import { Injectable } from '@nestjs/common';

import { Scheduled } from '@passerelle/messaging';

import { PublicationsService } from './publications.service.js';

@Injectable()
export class VersionsSchedule {
  constructor(private readonly publications: PublicationsService) {}

  @Scheduled({
    name: 'due-publications',
    cron: '* * * * *',
    summary: 'Publishes the approved versions whose day of publication has come.',
  })
  async publishDue(): Promise<void> {
    await this.publications.publishDue();
  }
}
