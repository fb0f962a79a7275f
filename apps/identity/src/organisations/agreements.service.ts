import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { assertExpected, type ExpectedVersions, requestErrors } from '@passerelle/http';
import { Clock, newId } from '@passerelle/kernel';
import { type Page, Transactions, type Tx } from '@passerelle/persistence';

import { AuditTrailService } from '../audit/audit-trail.service.js';
import { ActivationsService } from '../password-resets/activations.service.js';
import { AgentEndingsService } from './agent-endings.service.js';
import type { Agent } from './agent.entity.js';
import { AgentsRepository } from './agents.repository.js';
import type { Agreement } from './agreement.entity.js';
import { isInForce, refuseStep } from './agreement.js';
import type { ChangeAgreement, CreateAgreement, TakeStep } from './agreements.dto.js';
import { type AgreementDetailView, type AgreementView, agreementViewOf } from './agreement.view.js';
import { AgreementsRepository } from './agreements.repository.js';
import { OrganisationAccessService } from './organisation-access.service.js';
import type { Organisation } from './organisation.entity.js';
import { organisationErrors, STEP_REASONS } from './organisations.errors.js';
import { OrganisationsRepository } from './organisations.repository.js';

/** The steps of agreements, and their effects on the access of the agents. */
@Injectable()
export class AgreementsService {
  constructor(
    private readonly organisations: OrganisationsRepository,
    private readonly agreements: AgreementsRepository,
    private readonly agents: AgentsRepository,
    private readonly activations: ActivationsService,
    private readonly endings: AgentEndingsService,
    private readonly access: OrganisationAccessService,
    private readonly trail: AuditTrailService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async create(
    actor: Actor,
    organisationId: string,
    { purpose, extranets, services = [], profiles = [], receivedOn }: CreateAgreement,
  ): Promise<AgreementDetailView> {
    if (receivedOn > this.clock.today()) throw this.refusal('in_future', '/receivedOn');
    const id = newId();
    await this.transactions.run(async (tx) => {
      if ((await this.organisations.byId(organisationId)) === null) throw requestErrors.unknownId();
      await this.agreements.insert(tx, {
        id,
        organisationId,
        purpose,
        extranets,
        services,
        profiles,
        status: 'questionnaire_received',
        statusOn: receivedOn,
        endsOn: null,
        createdAt: this.clock.now(),
        version: 1,
      });
      await this.note(tx, actor, id, 'questionnaire_received', receivedOn, null);
      await this.trail.record(tx, {
        kind: 'agreement_created',
        subjectId: id,
        actorId: actor.subject,
      });
    });
    return this.get(actor, organisationId, id);
  }

  async list(
    actor: Actor,
    organisationId: string,
    limit: number,
    after?: string,
  ): Promise<Page<AgreementView>> {
    await this.access.assert(actor, organisationId, 'see');
    const page = await this.agreements.page(organisationId, limit, after);
    const today = this.clock.today();
    return { ...page, items: page.items.map((row) => agreementViewOf(row, today)) };
  }

  async get(actor: Actor, organisationId: string, id: string): Promise<AgreementDetailView> {
    await this.access.assert(actor, organisationId, 'see');
    const agreement = await this.agreements.byId(organisationId, id);
    if (agreement === null) throw requestErrors.unknownId();
    const steps = await this.agreements.steps(id);
    return {
      ...agreementViewOf(agreement, this.clock.today()),
      steps: steps.map(({ status, on, reason, recordedAt }) => ({
        status,
        on,
        reason,
        recordedAt,
      })),
    };
  }

  /** Grants other services and profiles. What agents have beyond is withdrawn in the same transaction. */
  async change(
    actor: Actor,
    organisationId: string,
    id: string,
    expected: ExpectedVersions,
    command: ChangeAgreement,
  ): Promise<AgreementDetailView> {
    await this.transactions.run(async (tx) => {
      const agreement = await this.agreements.byIdForChange(tx, organisationId, id);
      if (agreement === null) throw requestErrors.unknownId();
      assertExpected(expected, agreement.version);
      if (agreement.status === 'terminated') throw organisationErrors.agreementTerminated();
      const { services = agreement.services, profiles = agreement.profiles } = command;
      const changed = await this.agreements.update(tx, agreement, { services, profiles });
      await this.trail.record(tx, {
        kind: 'agreement_changed',
        subjectId: id,
        actorId: actor.subject,
        details: { members: Object.keys(command).sort().join(' ') },
      });
      for (const agent of await this.agents.activeOf(tx, id)) {
        await this.endings.withdraw(tx, agent, changed, actor.subject);
      }
    });
    return this.get(actor, organisationId, id);
  }

  async take(
    actor: Actor,
    organisationId: string,
    id: string,
    expected: ExpectedVersions,
    command: TakeStep,
  ): Promise<AgreementDetailView> {
    await this.transactions.run(async (tx) => {
      const organisation = await this.organisations.byId(organisationId);
      const agreement = await this.agreements.byIdForChange(tx, organisationId, id);
      if (organisation === null || agreement === null) throw requestErrors.unknownId();
      assertExpected(expected, agreement.version);
      const step = {
        to: command.to,
        on: command.on,
        endsOn: command.endsOn ?? null,
        reason: command.reason ?? null,
      };
      const administrators = await this.agents.countAdministrators(id);
      const refusal = refuseStep(agreement, step, this.clock.today(), administrators);
      if (refusal !== null) throw this.refusal(refusal, '/to');
      const moved = await this.agreements.update(tx, agreement, {
        status: step.to,
        statusOn: step.on,
        endsOn: step.endsOn ?? agreement.endsOn,
      });
      await this.note(tx, actor, id, step.to, step.on, step.reason);
      await this.trail.record(tx, {
        kind: 'agreement_moved',
        subjectId: id,
        actorId: actor.subject,
        details: { from: agreement.status, to: step.to },
      });
      await this.carryOut(tx, actor, organisation, moved);
    });
    return this.get(actor, organisationId, id);
  }

  private async carryOut(
    tx: Tx,
    actor: Actor,
    organisation: Organisation,
    agreement: Agreement,
  ): Promise<void> {
    const agents = await this.agents.activeOf(tx, agreement.id);
    const { status } = agreement;
    if (status === 'terminated') {
      for (const agent of agents) {
        await this.endings.end(tx, agent, 'agreement_terminated', actor.subject, organisation.name);
      }
    } else if (status === 'suspended') {
      await this.endings.interrupt(tx, agents, organisation.name);
    } else if (isInForce(agreement, this.clock.today())) {
      for (const agent of agents.filter(({ invitedAt }) => invitedAt === null)) {
        await this.invite(tx, agent, organisation);
      }
    }
  }

  private async invite(tx: Tx, agent: Agent, { name }: Organisation): Promise<void> {
    await this.activations.invite(tx, agent.accountId, name);
    await this.agents.update(tx, agent, { invitedAt: this.clock.now() });
  }

  private async note(
    tx: Tx,
    actor: Actor,
    agreementId: string,
    status: Agreement['status'],
    on: Agreement['statusOn'],
    reason: string | null,
  ): Promise<void> {
    await this.agreements.insertStep(tx, {
      id: newId(),
      agreementId,
      status,
      on,
      reason,
      recordedBy: actor.subject,
      recordedAt: this.clock.now(),
    });
  }

  private refusal(reason: keyof typeof STEP_REASONS, pointer: string): Error {
    return organisationErrors.agreementStepRefused({}, [
      { pointer, code: reason.replaceAll('_', '-'), detail: STEP_REASONS[reason] },
    ]);
  }
}
