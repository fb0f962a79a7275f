import { Injectable } from '@nestjs/common';

import { Scheduled } from '@passerelle/messaging';

import { AuditRetentionService } from './audit-retention.service.js';
import { AuditSealerService } from './audit-sealer.service.js';
import { AuditTrailService } from './audit-trail.service.js';

@Injectable()
export class AuditSchedule {
  constructor(
    private readonly sealer: AuditSealerService,
    private readonly trail: AuditTrailService,
    private readonly retention: AuditRetentionService,
  ) {}

  @Scheduled({
    name: 'seal-audit-trail',
    cron: '* * * * *',
    summary: 'Seals the security events that a stopped process left unsealed.',
  })
  async seal(): Promise<void> {
    await this.sealer.seal();
  }

  @Scheduled({
    name: 'record-repeated-refusals',
    cron: '* * * * *',
    summary: 'Makes one security event of the repeated refusals of each window that is over.',
  })
  async recordRepetitions(): Promise<void> {
    await this.trail.recordRepetitions();
  }

  @Scheduled({
    name: 'forget-audit-events',
    cron: '31 3 * * *',
    summary: 'Forgets security events after a year; their seals stay.',
  })
  async purge(): Promise<void> {
    await this.retention.purge();
  }
}
