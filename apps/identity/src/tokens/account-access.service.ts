import { Inject, Injectable } from '@nestjs/common';

import type { Role } from '@passerelle/contracts';
import { Clock } from '@passerelle/kernel';
import { SETTINGS } from '@passerelle/service-kit';

import type { Account } from '../accounts/account.entity.js';
import type { IdentitySettings } from '../identity.settings.js';
import { agentAccess } from '../organisations/agent-access.js';
import { MembershipsDirectory } from '../organisations/memberships.directory.js';

/** Whether an account may have tokens now, and the claims of its tokens. */
export type AccountAccess =
  | {
      readonly open: true;
      readonly roles: readonly Role[];
      readonly organisation: string | null;
      readonly services: readonly string[];
      readonly profile: string | null;
    }
  | { readonly open: false; readonly reason: string };

/**
 * Decides at each sign-in and at each renewal of a session, from the tables. An account whose access has
 * ended gets no further token, and its last access token ends within a minute in every service.
 */
@Injectable()
export class AccountAccessService {
  constructor(
    private readonly memberships: MembershipsDirectory,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  async of(account: Account): Promise<AccountAccess> {
    if (account.closedAt !== null) return { open: false, reason: 'account_closed' };
    const { roles, organisation, services } = account;
    if (!roles.includes('partner_agent')) {
      return { open: true, roles, organisation, services, profile: null };
    }
    const membership = await this.memberships.of(account.id);
    if (membership === undefined) return { open: false, reason: 'no_organisation' };
    const verdict = agentAccess(
      { ...membership, lastUsedAt: account.lastUsedAt },
      this.clock.now(),
      this.settings,
    );
    if (verdict !== 'open') return { open: false, reason: verdict };
    return {
      open: true,
      roles,
      organisation: membership.organisationCode,
      services,
      profile: membership.profile,
    };
  }
}
