import { Inject, Injectable } from '@nestjs/common';

import { Clock } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import { AuditTrailService } from '../audit/audit-trail.service.js';
import type { IdentitySettings } from '../identity.settings.js';
import { MessagesService } from '../messages/messages.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import type { Agent, AgentEndReason } from './agent.entity.js';
import { AgentsRepository } from './agents.repository.js';

/**
 * Ends the access of agents. From the commit on no session can be renewed, and the last access token ends within a
 * minute in every service. The person gets a message.
 */
@Injectable()
export class AgentEndingsService {
  constructor(
    private readonly agents: AgentsRepository,
    private readonly sessions: SessionsService,
    private readonly messages: MessagesService,
    private readonly trail: AuditTrailService,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  /** @returns the agent after the ending */
  async end(
    tx: Tx,
    agent: Agent,
    reason: AgentEndReason,
    actorId: string | null,
    organisationName: string,
  ): Promise<Agent> {
    const ended = await this.agents.update(tx, agent, {
      endedAt: this.clock.now(),
      endReason: reason,
      administrator: false,
    });
    await this.sessions.endAllOf(tx, [agent.accountId], 'access_ended');
    await this.trail.record(tx, {
      kind: 'agent_ended',
      subjectId: agent.id,
      actorId,
      details: { reason },
    });
    await this.announce(tx, agent, reason, organisationName);
    return ended;
  }

  /** Ends the sessions of agents whose agreement is suspended. Their access itself stays. */
  async interrupt(tx: Tx, agents: readonly Agent[], organisationName: string): Promise<void> {
    await this.sessions.endAllOf(
      tx,
      agents.map(({ accountId }) => accountId),
      'access_ended',
    );
    for (const agent of agents) {
      await this.announce(tx, agent, 'agreement_suspended', organisationName);
    }
  }

  private async announce(
    tx: Tx,
    { id, accountId }: Agent,
    reason: AgentEndReason | 'agreement_suspended',
    organisationName: string,
  ): Promise<void> {
    const closedAt = this.clock.now().toISOString();
    await this.messages.notify(tx, accountId, {
      template: 'agent_access_closed',
      values: { organisationName, closedAt, reason, months: this.monthsAllowed(reason) },
      dedupKey: `agent-closed:${id}:${closedAt}`,
    });
  }

  /** The months that the message names, where the reason is a setting. */
  private monthsAllowed(reason: AgentEndReason | 'agreement_suspended'): number | null {
    if (reason === 'unused') return this.settings.unusedMonths;
    if (reason === 'not_recertified') return this.settings.recertificationMonths;
    return null;
  }
}
