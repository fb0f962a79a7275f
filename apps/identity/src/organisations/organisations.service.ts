import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { assertExpected, type ExpectedVersions, requestErrors } from '@passerelle/http';
import { Clock, isSiret, newId } from '@passerelle/kernel';
import { type Page, Transactions } from '@passerelle/persistence';

import { AuditTrailService } from '../audit/audit-trail.service.js';
import { OrganisationAccessService } from './organisation-access.service.js';
import type { Organisation } from './organisation.entity.js';
import type {
  ChangeOrganisation,
  CreateOrganisation,
  OrganisationsQuery,
} from './organisations.dto.js';
import { organisationErrors } from './organisations.errors.js';
import { OrganisationsRepository } from './organisations.repository.js';

@Injectable()
export class OrganisationsService {
  constructor(
    private readonly organisations: OrganisationsRepository,
    private readonly access: OrganisationAccessService,
    private readonly trail: AuditTrailService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async create(actor: Actor, command: CreateOrganisation): Promise<Organisation> {
    const { siret, name, category, legalRepresentative = null, code = siret } = command;
    if (!isSiret(siret)) throw organisationErrors.siretRefused();
    return this.transactions.run(async (tx) => {
      if (await this.organisations.exists(siret, code))
        throw organisationErrors.organisationExists();
      const organisation: Organisation = {
        id: newId(),
        code,
        siret,
        name,
        category,
        legalRepresentative,
        createdAt: this.clock.now(),
        version: 1,
      };
      await this.organisations.insert(tx, organisation);
      await this.trail.record(tx, {
        kind: 'organisation_created',
        subjectId: organisation.id,
        actorId: actor.subject,
      });
      return organisation;
    });
  }

  /** All organisations for the Caf, and the own organisation for an administrator of a partner. */
  async list(
    actor: Actor,
    { siret, limit, after }: OrganisationsQuery,
  ): Promise<Page<Organisation>> {
    const all = actor.roles.includes('admin') || actor.roles.includes('auditor');
    const filter = siret === undefined ? {} : { siret };
    if (all) return this.organisations.page(filter, limit, after);
    const own = await this.access.membershipOf(actor);
    if (own?.administrator !== true || !own.open) return { items: [], next: null };
    return this.organisations.page({ ...filter, only: own.organisationId }, limit, after);
  }

  async get(actor: Actor, id: string): Promise<Organisation> {
    await this.access.assert(actor, id, 'see');
    const organisation = await this.organisations.byId(id);
    if (organisation === null) throw requestErrors.unknownId();
    return organisation;
  }

  async change(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    changes: ChangeOrganisation,
  ): Promise<Organisation> {
    return this.transactions.run(async (tx) => {
      const organisation = await this.organisations.byIdForChange(tx, id);
      if (organisation === null) throw requestErrors.unknownId();
      assertExpected(expected, organisation.version);
      const changed = await this.organisations.update(tx, organisation, changes);
      await this.trail.record(tx, {
        kind: 'organisation_changed',
        subjectId: id,
        actorId: actor.subject,
        details: { members: Object.keys(changes).sort().join(' ') },
      });
      return changed;
    });
  }
}
