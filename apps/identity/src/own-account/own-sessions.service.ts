import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { requestErrors } from '@passerelle/http';
import { Transactions, type Tx } from '@passerelle/persistence';

import { AuditTrailService } from '../audit/audit-trail.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import type { OwnSessionsView } from './own-session.view.js';

/** A person sees where they are signed in, and ends sessions that they do not know or have left open. */
@Injectable()
export class OwnSessionsService {
  constructor(
    private readonly sessions: SessionsService,
    private readonly trail: AuditTrailService,
    private readonly transactions: Transactions,
  ) {}

  async list({ subject, sessionId }: Actor): Promise<OwnSessionsView> {
    const open = await this.sessions.openOf(subject);
    return {
      sessions: open.map(({ id, openedAt, lastUsedAt, endsAt, device, amr }) => ({
        id,
        current: id === sessionId,
        openedAt,
        lastUsedAt,
        endsAt,
        device,
        amr,
      })),
    };
  }

  /** @throws DomainError `request/unknown-id`, also for a session of somebody else */
  async end({ subject }: Actor, id: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      if (!(await this.sessions.endOwn(tx, subject, id))) throw requestErrors.unknownId();
      await this.note(tx, subject, { session: id });
    });
  }

  async endOthers({ subject, sessionId }: Actor): Promise<void> {
    await this.transactions.run(async (tx) => {
      const sessions = await this.sessions.endOthers(tx, subject, sessionId);
      if (sessions > 0) await this.note(tx, subject, { sessions });
    });
  }

  private note(tx: Tx, subject: string, details: Record<string, string | number>): Promise<void> {
    return this.trail.record(tx, {
      kind: 'session_ended',
      subjectId: subject,
      actorId: subject,
      details,
    });
  }
}
