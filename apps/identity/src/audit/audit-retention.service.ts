import { Inject, Injectable } from '@nestjs/common';

import { Clock } from '@passerelle/kernel';
import { Transactions } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { IdentitySettings } from '../identity.settings.js';
import { AuditRepository } from './audit.repository.js';

const DAY_MS = 86_400_000;

/**
 * Forgets security events. Logs live from six months to a year, and up to three years where an internal
 * control needs them (CNIL, délibération 2021-122; domain P1.1).
 */
@Injectable()
export class AuditRetentionService {
  constructor(
    private readonly audit: AuditRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  async purge(): Promise<void> {
    const now = this.clock.now();
    const before = new Date(now.getTime() - this.settings.auditRetentionDays * DAY_MS);
    await this.transactions.run((tx) => this.audit.purge(tx, before, now));
  }
}
