import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';

import { isId, type LocalDate } from '@passerelle/kernel';
import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import type { AgentTerms } from './agent-access.js';
import { Agent } from './agent.entity.js';
import type { AgreementStatus } from './agreement.js';

export interface Membership extends AgentTerms {
  readonly id: string;
  readonly accountId: string;
  readonly organisationId: string;
  readonly organisationCode: string;
  readonly organisationName: string;
  readonly agreementId: string;
  readonly profile: string;
  readonly administrator: boolean;
}

interface MembershipRow extends Omit<Membership, 'agreement'> {
  readonly status: AgreementStatus;
  readonly statusOn: LocalDate;
  readonly agreementEndsOn: LocalDate | null;
}

const MEMBERSHIP = `
  select agent.id, agent.account_id as "accountId", agent.organisation_id as "organisationId",
         organisation.code as "organisationCode", organisation.name as "organisationName",
         agent.agreement_id as "agreementId", agent.profile, agent.administrator,
         agent.created_at as "createdAt", agent.starts_on as "startsOn", agent.ends_on as "endsOn",
         agent.recertified_on as "recertifiedOn", agent.ended_at as "endedAt",
         account.last_used_at as "lastUsedAt", agreement.status,
         agreement.status_on as "statusOn", agreement.ends_on as "agreementEndsOn"
  from agents agent
  join accounts account on account.id = agent.account_id
  join agreements agreement on agreement.id = agent.agreement_id
  join organisations organisation on organisation.id = agent.organisation_id`;

@Injectable()
export class AgentsRepository {
  constructor(private readonly transactions: Transactions) {}

  async membershipOf(accountId: string): Promise<Membership | undefined> {
    const [row] = await this.transactions.read<MembershipRow>(
      `${MEMBERSHIP} where agent.account_id = $1`,
      [accountId],
    );
    return row === undefined ? undefined : membershipFrom(row);
  }

  /** Agents not ended, a batch at a time in order of id: for what is looked at every day. */
  async memberships(afterId: string, most: number): Promise<Membership[]> {
    const rows = await this.transactions.read<MembershipRow>(
      `${MEMBERSHIP} where agent.ended_at is null and agent.id > $1 order by agent.id limit $2`,
      [afterId, most],
    );
    return rows.map(membershipFrom);
  }

  byId(organisationId: string, id: string): Promise<Agent | null> {
    return this.transactions.reader().findOneBy(Agent, { id, organisationId });
  }

  byIdForChange(tx: Tx, organisationId: string, id: string): Promise<Agent | null> {
    return tx.manager.findOne(Agent, {
      where: { id, organisationId },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** Not ended, of one agreement; locked. */
  activeOf(tx: Tx, agreementId: string): Promise<Agent[]> {
    return tx.manager.find(Agent, {
      where: { agreementId, endedAt: IsNull() },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  countAdministrators(agreementId: string): Promise<number> {
    return this.transactions
      .reader()
      .countBy(Agent, { agreementId, administrator: true, endedAt: IsNull() });
  }

  administratorsOf(organisationId: string): Promise<Agent[]> {
    return this.transactions.reader().find(Agent, {
      where: { organisationId, administrator: true, endedAt: IsNull() },
      order: { id: 'ASC' },
    });
  }

  async page(organisationId: string, limit: number, after?: string): Promise<Page<Agent>> {
    const query = this.transactions
      .reader()
      .createQueryBuilder(Agent, 'agent')
      .where('agent.organisationId = :organisationId', { organisationId });
    if (after !== undefined) {
      const [id] = decodeCursor(after, [isId]);
      query.andWhere('agent.id > :id', { id });
    }
    const rows = await query
      .orderBy('agent.id')
      .limit(limit + 1)
      .getMany();
    return toPage(rows, limit, (row) => [row.id]);
  }

  async insert(tx: Tx, agent: Agent): Promise<void> {
    await tx.manager.insert(Agent, agent);
  }

  async update(tx: Tx, id: string, changes: Partial<Agent>): Promise<void> {
    await tx.manager.update(Agent, { id }, changes);
  }
}

function membershipFrom({ status, statusOn, agreementEndsOn, ...row }: MembershipRow): Membership {
  return { ...row, agreement: { status, statusOn, endsOn: agreementEndsOn } };
}
