import { Inject, Injectable } from '@nestjs/common';

import { addDays, Clock, groupBy, type LocalDate } from '@passerelle/kernel';
import { Scheduled } from '@passerelle/messaging';
import { Transactions, type Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import { AccountsRepository } from '../accounts/accounts.repository.js';
import { IdentitiesRepository } from '../accounts/identities.repository.js';
import { channelTo } from '../accounts/person.js';
import type { IdentitySettings } from '../identity.settings.js';
import { MessagesService } from '../messages/messages.service.js';
import { agentAccess, type AgentVerdict, recertificationDueOn } from './agent-access.js';
import type { AgentEndReason } from './agent.entity.js';
import { AgentEndingsService } from './agent-endings.service.js';
import { AgentsRepository, type Membership } from './agents.repository.js';

const BATCH = 200;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Which verdicts end an access for good. The access itself closes without this running. */
const ENDS: Partial<Record<AgentVerdict, AgentEndReason>> = {
  unused: 'unused',
  not_recertified: 'not_recertified',
  end_date_reached: 'end_date_reached',
};

@Injectable()
export class AgentsSchedule {
  constructor(
    private readonly agents: AgentsRepository,
    private readonly accounts: AccountsRepository,
    private readonly identities: IdentitiesRepository,
    private readonly endings: AgentEndingsService,
    private readonly messages: MessagesService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  @Scheduled({
    name: 'review-agents',
    cron: '13 5 * * *',
    summary:
      'Ends the access of agents who left, were not confirmed for a year or did not come for six months; tells administrators whom to confirm.',
  })
  async review(): Promise<void> {
    const due: Membership[] = [];
    const noticeUntil = addDays(this.clock.today(), this.settings.recertificationNoticeDays);
    for (let after = FIRST_ID; ;) {
      const batch = await this.agents.memberships(after, BATCH);
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
      const ended = { ...agent, version: agent.version + 1 };
      await this.endings.end(tx, ended, reason, null, organisationName);
    });
  }

  /** Once per organisation and first day that is due: the key makes repetitions one message. */
  private async remind(tx: Tx, organisationId: string, due: readonly Membership[]): Promise<void> {
    const dueOn = due
      .map((agent) => recertificationDueOn(agent, this.settings))
      .reduce((first: LocalDate, day) => (day < first ? day : first));
    for (const { accountId } of await this.agents.administratorsOf(organisationId)) {
      const account = await this.accounts.byId(accountId);
      const person = await this.identities.of(accountId);
      const channel = channelTo(person);
      if (account === null || channel === undefined) continue;
      await this.messages.send(tx, {
        template: 'agent_recertification_due',
        channel,
        to: person,
        language: account.language,
        values: { organisationName: due[0]?.organisationName ?? '', dueOn, agents: due.length },
        dedupKey: `recertification:${organisationId}:${dueOn}:${accountId}`,
      });
    }
  }
}
