import { Inject, Injectable } from '@nestjs/common';

import { addDays, Clock, groupBy, type LocalDate } from '@passerelle/kernel';
import { Transactions, type Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { IdentitySettings } from '../identity.settings.js';
import { MessagesService } from '../messages/messages.service.js';
import { agentAccess, type AgentVerdict, recertificationDueOn } from './agent-access.js';
import type { AgentEndReason } from './agent.entity.js';
import { AgentEndingsService } from './agent-endings.service.js';
import { AgentsRepository } from './agents.repository.js';
import { type Membership, MembershipsDirectory } from './memberships.directory.js';

const BATCH = 200;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * The verdicts that end an access for good. The access is closed from the day itself, also without the
 * review.
 */
const ENDS: Partial<Record<AgentVerdict, AgentEndReason>> = {
  unused: 'unused',
  not_recertified: 'not_recertified',
  end_date_reached: 'end_date_reached',
};

/**
 * Reviews every agent: records the accesses that have ended, and tells administrators which agents to
 * confirm.
 */
@Injectable()
export class AgentReviewService {
  constructor(
    private readonly memberships: MembershipsDirectory,
    private readonly agents: AgentsRepository,
    private readonly endings: AgentEndingsService,
    private readonly messages: MessagesService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  async review(): Promise<void> {
    const due: Membership[] = [];
    const noticeUntil = addDays(this.clock.today(), this.settings.recertificationNoticeDays);
    for (let after = FIRST_ID; ;) {
      const batch = await this.memberships.active(after, BATCH);
      for (const membership of batch) {
        const reason = ENDS[agentAccess(membership, this.clock.now(), this.settings)];
        if (reason !== undefined) await this.end(membership, reason);
        else if (recertificationDueOn(membership, this.settings) <= noticeUntil)
          due.push(membership);
      }
      if (batch.length < BATCH) break;
      after = batch.at(-1)?.id ?? after;
    }
    for (const [organisationId, own] of groupBy(due, (agent) => agent.organisationId)) {
      await this.transactions.run((tx) => this.remind(tx, organisationId, own));
    }
  }

  private async end(membership: Membership, reason: AgentEndReason): Promise<void> {
    await this.transactions.run(async (tx) => {
      const { organisationId, id, organisationName } = membership;
      const agent = await this.agents.byIdForChange(tx, organisationId, id);
      if (agent === null || agent.endedAt !== null) return;
      await this.endings.end(tx, agent, reason, null, organisationName);
    });
  }

  /** Sends one message per organisation and first due day, because repetitions have the same key. */
  private async remind(tx: Tx, organisationId: string, due: readonly Membership[]): Promise<void> {
    const dueOn = due
      .map((agent) => recertificationDueOn(agent, this.settings))
      .reduce((first: LocalDate, day) => (day < first ? day : first));
    for (const { accountId } of await this.agents.administratorsOf(organisationId)) {
      await this.messages.notify(tx, accountId, {
        template: 'agent_recertification_due',
        values: {
          organisationName: due[0]?.organisationName ?? '',
          dueOn,
          agents: due.length,
          everyMonths: this.settings.recertificationMonths,
        },
        dedupKey: `recertification:${organisationId}:${dueOn}:${accountId}`,
      });
    }
  }
}
