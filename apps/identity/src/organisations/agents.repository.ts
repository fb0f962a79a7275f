import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';

import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import { Agent } from './agent.entity.js';

@Injectable()
export class AgentsRepository {
  constructor(private readonly transactions: Transactions) {}

  byId(organisationId: string, id: string): Promise<Agent | null> {
    return this.transactions.reader().findOneBy(Agent, { id, organisationId });
  }

  byIdForChange(tx: Tx, organisationId: string, id: string): Promise<Agent | null> {
    return tx.manager.findOne(Agent, {
      where: { id, organisationId },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** The agents of an agreement whose access has not ended, locked. */
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
      const [id] = decodeCursor(after, ['id']);
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

  /** @returns the agent after the change */
  async update(
    tx: Tx,
    agent: Agent,
    changes: Partial<Omit<Agent, 'id' | 'version'>>,
  ): Promise<Agent> {
    const changed = { ...changes, version: agent.version + 1 };
    await tx.manager.update(Agent, { id: agent.id }, changed);
    return { ...agent, ...changed };
  }
}
