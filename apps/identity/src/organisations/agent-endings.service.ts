import { Injectable } from '@nestjs/common';

import { Clock } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';

import { AccountsRepository } from '../accounts/accounts.repository.js';
import { IdentitiesRepository } from '../accounts/identities.repository.js';
import { channelTo } from '../accounts/person.js';
import { AuditTrailService } from '../audit/audit-trail.service.js';
import { MessagesService } from '../messages/messages.service.js';
import { RefreshTokensRepository } from '../tokens/refresh-tokens.repository.js';
import type { AgentEndReason } from './agent.entity.js';
import { AgentsRepository } from './agents.repository.js';

export interface EndingAgent {
  readonly id: string;
  readonly accountId: string;
}

/**
 * Ends agents' access: no session can be renewed from the commit on, and the last access token lives
 * ten minutes at most. The person is told.
 */
@Injectable()
export class AgentEndingsService {
  constructor(
    private readonly agents: AgentsRepository,
    private readonly accounts: AccountsRepository,
    private readonly identities: IdentitiesRepository,
    private readonly refreshTokens: RefreshTokensRepository,
    private readonly messages: MessagesService,
    private readonly trail: AuditTrailService,
    private readonly clock: Clock,
  ) {}

  /** @param version of the agent after the ending */
  async end(
    tx: Tx,
    agent: EndingAgent & { readonly version: number },
    reason: AgentEndReason,
    actorId: string | null,
    organisationName: string,
  ): Promise<void> {
    const now = this.clock.now();
    await this.agents.update(tx, agent.id, {
      endedAt: now,
      endReason: reason,
      administrator: false,
      version: agent.version,
    });
    await this.refreshTokens.revokeAccount(tx, agent.accountId, now);
    await this.trail.record(tx, {
      kind: 'agent_ended',
      subjectId: agent.id,
      actorId,
      details: { reason },
    });
    await this.tell(tx, agent, reason, organisationName);
  }

  /** An agreement is suspended: its agents stay, their sessions end. */
  async interrupt(tx: Tx, agents: readonly EndingAgent[], organisationName: string): Promise<void> {
    const accountIds = agents.map(({ accountId }) => accountId);
    await this.refreshTokens.revokeAccounts(tx, accountIds, this.clock.now());
    for (const agent of agents) await this.tell(tx, agent, 'agreement_suspended', organisationName);
  }

  private async tell(
    tx: Tx,
    { id, accountId }: EndingAgent,
    reason: AgentEndReason | 'agreement_suspended',
    organisationName: string,
  ): Promise<void> {
    const account = await this.accounts.byId(accountId);
    const person = await this.identities.of(accountId);
    const channel = channelTo(person);
    if (account === null || channel === undefined) return;
    const closedAt = this.clock.now().toISOString();
    await this.messages.send(tx, {
      template: 'agent_access_closed',
      channel,
      to: person,
      language: account.language,
      values: { organisationName, closedAt, reason },
      dedupKey: `agent-closed:${id}:${closedAt}`,
    });
  }
}
