import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { type Page, Transactions } from '@passerelle/persistence';

import type { AuditEvent } from './audit-event.entity.js';
import type { AuditQuery } from './audit.dto.js';
import { AuditRepository } from './audit.repository.js';
import { AuditTrailService } from './audit-trail.service.js';
import { type AuditReport, AuditVerificationService } from './audit-verification.service.js';

/** Reads and verifies the trail for an auditor. Both are security events of their own. */
@Injectable()
export class AuditReadingService {
  constructor(
    private readonly audit: AuditRepository,
    private readonly verification: AuditVerificationService,
    private readonly trail: AuditTrailService,
    private readonly transactions: Transactions,
  ) {}

  async list(actor: Actor, query: AuditQuery): Promise<Page<AuditEvent>> {
    const { limit, after, from, to, ...filter } = query;
    const page = await this.audit.page(
      {
        ...filter,
        ...(from === undefined ? {} : { from: new Date(from) }),
        ...(to === undefined ? {} : { to: new Date(to) }),
      },
      limit,
      after,
    );
    await this.transactions.run((tx) =>
      this.trail.record(tx, {
        kind: 'audit_read',
        actorId: actor.subject,
        details: { events: page.items.length },
      }),
    );
    return page;
  }

  async verify(actor: Actor): Promise<AuditReport> {
    const report = await this.verification.verify();
    await this.transactions.run((tx) =>
      this.trail.record(tx, {
        kind: 'audit_read',
        actorId: actor.subject,
        details: { intact: report.intact, seals: report.seals },
      }),
    );
    return report;
  }
}
