import { randomInt } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { assertExpected, type ExpectedVersions, requestErrors } from '@passerelle/http';
import { Clock, newId } from '@passerelle/kernel';
import { type Page, Transactions, type Tx } from '@passerelle/persistence';

import { AccountsDirectory } from '../accounts/accounts.directory.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { NOBODY } from '../accounts/person.js';
import type { AuditKind } from '../audit/audit-event.js';
import { AuditTrailService } from '../audit/audit-trail.service.js';
import { ActivationsService } from '../password-resets/activations.service.js';
import { AgentEndingsService } from './agent-endings.service.js';
import type { Agent } from './agent.entity.js';
import type { AddAgent, ChangeAgent, EndAgent } from './agents.dto.js';
import type { AgentPersonView, AgentView } from './agent.view.js';
import { agentViewOf } from './agent.view.js';
import { AgentsRepository } from './agents.repository.js';
import type { Agreement } from './agreement.entity.js';
import { ADMINISTRATORS, isInForce } from './agreement.js';
import { type AgentRights, beyondGrant, type GrantedRights } from './agreement-rights.js';
import { AgreementsRepository } from './agreements.repository.js';
import { OrganisationAccessService } from './organisation-access.service.js';
import type { Organisation } from './organisation.entity.js';
import { GRANT_EXPECTED, organisationErrors } from './organisations.errors.js';
import { OrganisationsRepository } from './organisations.repository.js';

/** Without letters and digits that look alike. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** The partner of an agent who is changed, with the agreement that bounds the agent. */
interface Partner {
  readonly organisation: Organisation;
  readonly agreement: Agreement;
}

/** The two administrators of a partner manage its agents. The Caf manages the administrators. */
@Injectable()
export class AgentsService {
  constructor(
    private readonly organisations: OrganisationsRepository,
    private readonly agreements: AgreementsRepository,
    private readonly agents: AgentsRepository,
    private readonly directory: AccountsDirectory,
    private readonly accounts: AccountsService,
    private readonly activations: ActivationsService,
    private readonly endings: AgentEndingsService,
    private readonly access: OrganisationAccessService,
    private readonly trail: AuditTrailService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async add(actor: Actor, organisationId: string, command: AddAgent): Promise<AgentView> {
    await this.access.assert(actor, organisationId, 'manage_agents');
    const { administrator = false, startsOn, endsOn = null, services = [] } = command;
    if (administrator) this.assertByCaf(actor);
    const today = this.clock.today();
    if (endsOn !== null && (endsOn < startsOn || endsOn < today)) {
      throw organisationErrors.datesDisagree();
    }
    return this.transactions.run(async (tx) => {
      const organisation = await this.organisations.byId(organisationId);
      // Locked, so that two requests at once cannot both add the second administrator.
      const { agreementId } = command;
      const agreement = await this.agreements.byIdForChange(tx, organisationId, agreementId);
      if (organisation === null || agreement === null) throw requestErrors.unknownId();
      this.assertTakesAgents(agreement);
      const rights = { services, profile: command.profile };
      assertWithinGrant(rights, agreement);
      if (administrator) await this.assertRoomForAdministrator(agreementId);
      const person = { ...NOBODY, displayName: command.displayName, email: command.email };
      const now = this.clock.now();
      const account = await this.accounts.add(
        tx,
        { username: usernameFor(organisation), roles: ['partner_agent'] },
        person,
      );
      const inForce = isInForce(agreement, today);
      const agent: Agent = {
        id: newId(),
        organisationId,
        agreementId,
        accountId: account.id,
        ...rights,
        administrator,
        startsOn,
        endsOn,
        recertifiedOn: today,
        invitedAt: inForce ? now : null,
        endedAt: null,
        endReason: null,
        createdAt: now,
        version: 1,
      };
      await this.agents.insert(tx, agent);
      // Otherwise the opening of the agreement invites the agent.
      if (inForce) await this.activations.invite(tx, account.id, organisation.name);
      const details = { profile: command.profile, administrator };
      await this.note(tx, actor, 'agent_added', agent.id, details);
      return agentViewOf(agent);
    });
  }

  /** The agents with their names and addresses. The reading goes into the audit trail. */
  async list(
    actor: Actor,
    organisationId: string,
    limit: number,
    after?: string,
  ): Promise<Page<AgentPersonView>> {
    await this.access.assert(actor, organisationId, 'manage_agents');
    const page = await this.agents.page(organisationId, limit, after);
    return { ...page, items: await this.withPersons(actor, organisationId, page.items) };
  }

  async administrators(actor: Actor, organisationId: string): Promise<AgentPersonView[]> {
    await this.access.assert(actor, organisationId, 'manage_agents');
    const agents = await this.agents.administratorsOf(organisationId);
    return this.withPersons(actor, organisationId, agents);
  }

  async get(actor: Actor, organisationId: string, id: string): Promise<AgentPersonView> {
    await this.access.assert(actor, organisationId, 'manage_agents');
    const agent = await this.agents.byId(organisationId, id);
    if (agent === null) throw requestErrors.unknownId();
    const [view] = await this.withPersons(actor, organisationId, [agent]);
    if (view === undefined) throw requestErrors.unknownId();
    return view;
  }

  change(
    actor: Actor,
    organisationId: string,
    id: string,
    expected: ExpectedVersions,
    { profile, services, endsOn }: ChangeAgent,
  ): Promise<AgentView> {
    return this.alter(actor, organisationId, id, expected, async (tx, agent, { agreement }) => {
      const changes = {
        ...(profile === undefined ? {} : { profile }),
        ...(services === undefined ? {} : { services }),
        ...(endsOn === undefined ? {} : { endsOn }),
      };
      if (endsOn !== undefined && endsOn !== null) {
        const past = endsOn < agent.startsOn || endsOn < this.clock.today();
        if (past) throw organisationErrors.datesDisagree();
      }
      assertWithinGrant({ ...agent, ...changes }, agreement);
      await this.note(tx, actor, 'agent_changed', id, {
        members: Object.keys(changes).sort().join(' '),
      });
      return this.agents.update(tx, agent, changes);
    });
  }

  /** Confirms that the agent still needs the access, at least once a year (domain C3.4). */
  recertify(
    actor: Actor,
    organisationId: string,
    id: string,
    expected: ExpectedVersions,
  ): Promise<AgentView> {
    const confirm = async (tx: Tx, agent: Agent): Promise<Agent> => {
      await this.note(tx, actor, 'agent_recertified', id, {});
      return this.agents.update(tx, agent, { recertifiedOn: this.clock.today() });
    };
    return this.alter(actor, organisationId, id, expected, confirm, true);
  }

  /** Ends the access at once, or after a last day. */
  end(
    actor: Actor,
    organisationId: string,
    id: string,
    expected: ExpectedVersions,
    { lastDay }: EndAgent,
  ): Promise<AgentView> {
    return this.alter(actor, organisationId, id, expected, async (tx, agent, { organisation }) => {
      if (lastDay !== undefined && lastDay >= this.clock.today()) {
        if (lastDay < agent.startsOn) throw organisationErrors.datesDisagree();
        await this.note(tx, actor, 'agent_changed', id, { members: 'endsOn' });
        return this.agents.update(tx, agent, { endsOn: lastDay });
      }
      return this.endings.end(tx, agent, 'left', actor.subject, organisation.name);
    });
  }

  /** Sends a new code to an agent whose first code has expired, or who forgot the password. */
  invite(
    actor: Actor,
    organisationId: string,
    id: string,
    expected: ExpectedVersions,
  ): Promise<AgentView> {
    return this.alter(actor, organisationId, id, expected, async (tx, agent, { organisation }) => {
      await this.activations.invite(tx, agent.accountId, organisation.name);
      await this.note(tx, actor, 'activation_requested', id, {});
      return this.agents.update(tx, agent, { invitedAt: this.clock.now() });
    });
  }

  private async alter(
    actor: Actor,
    organisationId: string,
    id: string,
    expected: ExpectedVersions,
    work: (tx: Tx, agent: Agent, partner: Partner) => Promise<Agent>,
    evenAdministrators = false,
  ): Promise<AgentView> {
    await this.access.assert(actor, organisationId, 'manage_agents');
    return this.transactions.run(async (tx) => {
      const organisation = await this.organisations.byId(organisationId);
      const known = await this.agents.byId(organisationId, id);
      if (organisation === null || known === null) throw requestErrors.unknownId();
      // The agreement is locked before its agents, as when the agreement changes.
      const { agreementId } = known;
      const agreement = await this.agreements.byIdForChange(tx, organisationId, agreementId);
      const agent = await this.agents.byIdForChange(tx, organisationId, id);
      if (agreement === null || agent === null) throw requestErrors.unknownId();
      assertExpected(expected, agent.version);
      if (agent.accountId === actor.subject) throw organisationErrors.notOneself();
      if (agent.administrator && !evenAdministrators) this.assertByCaf(actor);
      if (agent.endedAt !== null) throw organisationErrors.agentEnded();
      return agentViewOf(await work(tx, agent, { organisation, agreement }));
    });
  }

  private async withPersons(
    actor: Actor,
    organisationId: string,
    agents: readonly Agent[],
  ): Promise<AgentPersonView[]> {
    const persons = await this.directory.personsOf(agents.map(({ accountId }) => accountId));
    await this.transactions.run((tx) =>
      this.note(tx, actor, 'agents_read', organisationId, { agents: agents.length }),
    );
    return agents.map((agent) => {
      const { displayName, email } = persons.get(agent.accountId) ?? NOBODY;
      return { ...agentViewOf(agent), displayName, email };
    });
  }

  private assertByCaf(actor: Actor): void {
    if (!actor.roles.includes('admin')) throw organisationErrors.administratorByCafOnly();
  }

  private assertTakesAgents({ status }: Agreement): void {
    const takes = ['service_contract_signed', 'members_entered', 'open', 'suspended', 'renewed'];
    if (!takes.includes(status)) throw organisationErrors.agreementNotReady();
  }

  private async assertRoomForAdministrator(agreementId: string): Promise<void> {
    if ((await this.agents.countAdministrators(agreementId)) >= ADMINISTRATORS) {
      throw organisationErrors.administratorsComplete();
    }
  }

  private note(
    tx: Tx,
    actor: Actor,
    kind: AuditKind,
    subjectId: string,
    details: Record<string, string | number | boolean>,
  ): Promise<void> {
    return this.trail.record(tx, { kind, subjectId, actorId: actor.subject, details });
  }
}

/** @throws DomainError `identity/beyond-agreement`, with the members in which the agent would have more */
function assertWithinGrant(rights: AgentRights, agreement: GrantedRights): void {
  const beyond = beyondGrant(rights, agreement);
  if (beyond.length === 0) return;
  throw organisationErrors.beyondAgreement(
    {},
    beyond.map((member) => ({
      pointer: `/${member}`,
      code: 'beyond-agreement',
      detail: GRANT_EXPECTED[member],
    })),
  );
}

/** The username names the organisation and does not name the person. */
function usernameFor({ code }: Organisation): string {
  const tail = Array.from({ length: 6 }, () => ALPHABET[randomInt(ALPHABET.length)] ?? '').join('');
  return `${code}-${tail}`.toLowerCase();
}
