import { Inject, Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { requestErrors } from '@passerelle/http';
import { Clock } from '@passerelle/kernel';
import { SETTINGS } from '@passerelle/service-kit';

import type { IdentitySettings } from '../identity.settings.js';
import { agentAccess } from './agent-access.js';
import { AgentsRepository } from './agents.repository.js';
import { mayActOn, type OrganisationAction, type Standing } from './organisations.policy.js';

/** Finds out what the caller is in an organisation, from the tables: a token may be ten minutes old. */
@Injectable()
export class OrganisationAccessService {
  constructor(
    private readonly agents: AgentsRepository,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  async standingOf(actor: Actor): Promise<Standing | undefined> {
    if (!actor.roles.includes('partner_agent')) return undefined;
    const membership = await this.agents.membershipOf(actor.subject);
    if (membership === undefined) return undefined;
    const { organisationId, administrator } = membership;
    const open = agentAccess(membership, this.clock.now(), this.settings) === 'open';
    return { organisationId, administrator, open };
  }

  /** @throws DomainError 404: whoever may not see an organisation is not told that it exists */
  async assert(actor: Actor, organisationId: string, action: OrganisationAction): Promise<void> {
    const standing = await this.standingOf(actor);
    if (!mayActOn(actor, organisationId, standing, action)) throw requestErrors.unknownId();
  }
}
