import { Inject, Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { requestErrors } from '@passerelle/http';
import { Clock } from '@passerelle/kernel';
import { SETTINGS } from '@passerelle/service-kit';

import type { IdentitySettings } from '../identity.settings.js';
import { agentAccess } from './agent-access.js';
import { MembershipsDirectory } from './memberships.directory.js';
import {
  type CallerMembership,
  mayActOn,
  type OrganisationAction,
} from './organisations.policy.js';

/**
 * Decides what a caller may do in an organisation. The tables decide, because a token may be ten minutes old.
 */
@Injectable()
export class OrganisationAccessService {
  constructor(
    private readonly memberships: MembershipsDirectory,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  async membershipOf(actor: Actor): Promise<CallerMembership | undefined> {
    if (!actor.roles.includes('partner_agent')) return undefined;
    const membership = await this.memberships.of(actor.subject);
    if (membership === undefined) return undefined;
    const { organisationId, administrator } = membership;
    const open = agentAccess(membership, this.clock.now(), this.settings) === 'open';
    return { organisationId, administrator, open };
  }

  /** @throws DomainError `request/unknown-id`, which does not reveal whether the organisation exists */
  async assert(actor: Actor, organisationId: string, action: OrganisationAction): Promise<void> {
    const membership = await this.membershipOf(actor);
    if (!mayActOn(actor, organisationId, membership, action)) throw requestErrors.unknownId();
  }
}
