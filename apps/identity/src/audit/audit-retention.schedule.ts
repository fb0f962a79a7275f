import { Inject, Injectable } from '@nestjs/common';

import { Clock } from '@passerelle/kernel';
import { Scheduled } from '@passerelle/messaging';
import { Transactions } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { IdentitySettings } from '../identity.settings.js';
import { AuditRepository } from './audit.repository.js';

const DAY_MS = 86_400_000;

/** CNIL 2021-122: logs of six months to a year, up to three where an internal control needs them. */
@Injectable()
export class AuditRetentionSchedule {
  constructor(
    private readonly audit: AuditRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  @Scheduled({
    name: 'forget-audit-events',
    cron: '31 3 * * *',
    summary: 'Forgets security events after a year; their seals stay.',
  })
  async purge(): Promise<void> {
    const now = this.clock.now();
    const before = new Date(now.getTime() - this.settings.auditRetentionDays * DAY_MS);
    await this.transactions.run((tx) => this.audit.purge(tx, before, now));
  }
}
