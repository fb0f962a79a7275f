import { Injectable } from '@nestjs/common';

import { addMonths, Clock, newId } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';

import { AgentsRepository } from './agents.repository.js';
import { AgreementsRepository } from './agreements.repository.js';
import type { Organisation } from './organisation.entity.js';
import { OrganisationsRepository } from './organisations.repository.js';

const MONTHS = 36;

export interface ReadyOrganisation extends Pick<
  Organisation,
  'code' | 'siret' | 'name' | 'category'
> {
  readonly purpose: string;
  readonly extranets: readonly string[];
  /** The services and the profile of the administrators, which the agreement grants. */
  readonly services: readonly string[];
  readonly profile: string;
}

/**
 * Adds an organisation with an agreement in force and its administrators, without the steps, for a demo
 * installation.
 */
@Injectable()
export class ReadyOrganisationsService {
  constructor(
    private readonly organisations: OrganisationsRepository,
    private readonly agreements: AgreementsRepository,
    private readonly agents: AgentsRepository,
    private readonly clock: Clock,
  ) {}

  async isKnown(code: string): Promise<boolean> {
    return (await this.organisations.byCode(code)) !== null;
  }

  /** @param administrators ids of the accounts of the administrators */
  async addUnlessKnown(
    tx: Tx,
    ready: ReadyOrganisation,
    administrators: readonly string[],
  ): Promise<void> {
    if (await this.isKnown(ready.code)) return;
    const { code, siret, name, category, purpose, extranets, services, profile } = ready;
    const createdAt = this.clock.now();
    const today = this.clock.today();
    const [organisationId, agreementId] = [newId(), newId()];
    await this.organisations.insert(tx, {
      id: organisationId,
      code,
      siret,
      name,
      category,
      legalRepresentative: null,
      createdAt,
      version: 1,
    });
    await this.agreements.insert(tx, {
      id: agreementId,
      organisationId,
      purpose,
      extranets: [...extranets],
      services: [...services],
      profiles: [profile],
      status: 'open',
      statusOn: today,
      endsOn: addMonths(today, MONTHS),
      createdAt,
      version: 1,
    });
    for (const accountId of administrators) {
      await this.agents.insert(tx, {
        id: newId(),
        organisationId,
        agreementId,
        accountId,
        profile,
        services: [...services],
        administrator: true,
        startsOn: today,
        endsOn: null,
        recertifiedOn: today,
        invitedAt: createdAt,
        endedAt: null,
        endReason: null,
        createdAt,
        version: 1,
      });
    }
  }
}
