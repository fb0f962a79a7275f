import { Injectable } from '@nestjs/common';

import type { LocalDate } from '@passerelle/kernel';
import { Transactions } from '@passerelle/persistence';

import type { AgentTerms } from './agent-access.js';
import type { AgreementStatus } from './agreement.js';
import type { AgentRights, GrantedRights } from './agreement-rights.js';

/** An agent with what its access depends on: the account, the agreement and the organisation. */
export interface Membership extends AgentTerms, AgentRights {
  readonly id: string;
  readonly accountId: string;
  readonly organisationId: string;
  readonly organisationCode: string;
  readonly organisationName: string;
  readonly agreementId: string;
  readonly administrator: boolean;
  readonly granted: GrantedRights;
}

interface FlatMembership extends Omit<Membership, 'agreement' | 'granted'> {
  readonly status: AgreementStatus;
  readonly statusOn: LocalDate;
  readonly agreementEndsOn: LocalDate | null;
  readonly grantedServices: readonly string[];
  readonly grantedProfiles: readonly string[];
}

const MEMBERSHIP = `
  select agent.id, agent.account_id as "accountId", agent.organisation_id as "organisationId",
         organisation.code as "organisationCode", organisation.name as "organisationName",
         agent.agreement_id as "agreementId", agent.profile, agent.services,
         agent.administrator,
         agent.created_at as "createdAt", agent.starts_on as "startsOn", agent.ends_on as "endsOn",
         agent.recertified_on as "recertifiedOn", agent.ended_at as "endedAt",
         account.last_used_at as "lastUsedAt", agreement.status,
         agreement.status_on as "statusOn", agreement.ends_on as "agreementEndsOn",
         agreement.services as "grantedServices", agreement.profiles as "grantedProfiles"
  from agents agent
  join accounts account on account.id = agent.account_id
  join agreements agreement on agreement.id = agent.agreement_id
  join organisations organisation on organisation.id = agent.organisation_id`;

/** For which organisation an account acts, and on which terms. */
@Injectable()
export class MembershipsDirectory {
  constructor(private readonly transactions: Transactions) {}

  async of(accountId: string): Promise<Membership | undefined> {
    const [row] = await this.transactions.read<FlatMembership>(
      `${MEMBERSHIP} where agent.account_id = $1`,
      [accountId],
    );
    return row === undefined ? undefined : nested(row);
  }

  /** The agents whose access has not ended, in order of id: at most so many after an id. */
  async active(afterId: string, most: number): Promise<Membership[]> {
    const rows = await this.transactions.read<FlatMembership>(
      `${MEMBERSHIP} where agent.ended_at is null and agent.id > $1 order by agent.id limit $2`,
      [afterId, most],
    );
    return rows.map(nested);
  }
}

function nested(flat: FlatMembership): Membership {
  const { status, statusOn, agreementEndsOn, grantedServices, grantedProfiles, ...row } = flat;
  return {
    ...row,
    agreement: { status, statusOn, endsOn: agreementEndsOn },
    granted: { services: grantedServices, profiles: grantedProfiles },
  };
}
