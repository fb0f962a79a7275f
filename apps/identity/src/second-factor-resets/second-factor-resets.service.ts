import { Inject, Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { assertExpected, type ExpectedVersions, requestErrors } from '@passerelle/http';
import { Clock, newId } from '@passerelle/kernel';
import { type Page, Transactions, type Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import { AccountsService } from '../accounts/accounts.service.js';
import type { AuditKind } from '../audit/audit-event.js';
import { AuditTrailService } from '../audit/audit-trail.service.js';
import type { IdentitySettings } from '../identity.settings.js';
import { MessagesService } from '../messages/messages.service.js';
import { FactorRemovalService } from '../second-factors/factor-removal.service.js';
import { enrolmentErrors } from '../second-factors/second-factors.errors.js';
import { SecondFactorsDirectory } from '../second-factors/second-factors.directory.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { assertMayApprove, assertPending, resetStatus } from './second-factor-reset.js';
import type { SecondFactorReset } from './second-factor-reset.entity.js';
import type { SecondFactorResetView } from './second-factor-reset.view.js';
import type { RequestSecondFactorReset } from './second-factor-resets.dto.js';
import { secondFactorResetErrors } from './second-factor-resets.errors.js';
import { SecondFactorResetsRepository } from './second-factor-resets.repository.js';

/** Removes the second factors of a person who has lost them, by two administrators. */
@Injectable()
export class SecondFactorResetsService {
  constructor(
    private readonly resets: SecondFactorResetsRepository,
    private readonly factors: SecondFactorsDirectory,
    private readonly removal: FactorRemovalService,
    private readonly accounts: AccountsService,
    private readonly sessions: SessionsService,
    private readonly messages: MessagesService,
    private readonly trail: AuditTrailService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  async request(
    actor: Actor,
    { accountId, reason }: RequestSecondFactorReset,
  ): Promise<SecondFactorResetView> {
    if (actor.subject === accountId) throw secondFactorResetErrors.ownSecondFactor();
    return this.transactions.run(async (tx) => {
      const now = this.clock.now();
      if ((await this.accounts.byIdForChange(tx, accountId)) === null) {
        throw requestErrors.unknownId();
      }
      if (!(await this.factors.has(accountId))) throw enrolmentErrors.noFactor();
      if (await this.resets.hasPending(tx, accountId, now)) {
        throw secondFactorResetErrors.resetPending();
      }
      const reset: SecondFactorReset = {
        id: newId(),
        accountId,
        reason,
        requestedBy: actor.subject,
        requestedAt: now,
        expiresAt: new Date(now.getTime() + this.settings.secondFactorResetHours * 3_600_000),
        decision: null,
        decidedBy: null,
        decidedAt: null,
        version: 1,
      };
      await this.resets.insert(tx, reset);
      await this.note(tx, actor, 'second_factor_reset_requested', reset);
      // The person can object before another administrator agrees.
      await this.tell(tx, reset, 'reset_requested');
      return this.viewOf(reset);
    });
  }

  async list(limit: number, after?: string): Promise<Page<SecondFactorResetView>> {
    const page = await this.resets.page(limit, after);
    return { ...page, items: page.items.map((reset) => this.viewOf(reset)) };
  }

  async get(id: string): Promise<SecondFactorResetView> {
    const reset = await this.resets.byId(id);
    if (reset === null) throw requestErrors.unknownId();
    return this.viewOf(reset);
  }

  /** Removes the factors and the recovery codes, and ends every session. */
  approve(actor: Actor, id: string, expected: ExpectedVersions): Promise<SecondFactorResetView> {
    return this.deciding(actor, id, expected, 'approved', async (tx, reset) => {
      assertMayApprove(reset, actor.subject, this.clock.now());
      await this.accounts.byIdForChange(tx, reset.accountId);
      await this.removal.removeAll(tx, reset.accountId);
      await this.sessions.endAllOf(tx, [reset.accountId], 'second_factor_reset');
      await this.note(tx, actor, 'second_factor_reset', reset);
      await this.tell(tx, reset, 'reset');
    });
  }

  refuse(actor: Actor, id: string, expected: ExpectedVersions): Promise<SecondFactorResetView> {
    return this.deciding(actor, id, expected, 'refused', async (tx, reset) => {
      assertPending(reset, this.clock.now());
      await this.note(tx, actor, 'second_factor_reset_refused', reset);
    });
  }

  private async deciding(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    decision: 'approved' | 'refused',
    work: (tx: Tx, reset: SecondFactorReset) => Promise<void>,
  ): Promise<SecondFactorResetView> {
    return this.transactions.run(async (tx) => {
      const reset = await this.resets.byIdForChange(tx, id);
      if (reset === null) throw requestErrors.unknownId();
      assertExpected(expected, reset.version);
      await work(tx, reset);
      const decided = { decision, decidedBy: actor.subject, decidedAt: this.clock.now() };
      return this.viewOf(await this.resets.update(tx, reset, decided));
    });
  }

  private note(
    tx: Tx,
    { subject }: Actor,
    kind: AuditKind,
    { id, accountId, reason }: SecondFactorReset,
  ): Promise<void> {
    const details = { reset: id, reason };
    return this.trail.record(tx, { kind, subjectId: accountId, actorId: subject, details });
  }

  private async tell(
    tx: Tx,
    { id, accountId }: SecondFactorReset,
    change: 'reset_requested' | 'reset',
  ): Promise<void> {
    await this.messages.notify(tx, accountId, {
      template: 'second_factor_changed',
      values: { change, changedAt: this.clock.now().toISOString() },
      dedupKey: `second-factor:${change}:${id}`,
    });
  }

  private viewOf(reset: SecondFactorReset): SecondFactorResetView {
    const { decision: _, ...shown } = reset;
    return { ...shown, status: resetStatus(reset, this.clock.now()) };
  }
}
