import type { Actor } from '@passerelle/auth';

/** The caller as an agent of an organisation. `open` tells whether the access of the caller is open. */
export interface CallerMembership {
  readonly organisationId: string;
  readonly administrator: boolean;
  readonly open: boolean;
}

export type OrganisationAction = 'see' | 'administer' | 'manage_agents';

/**
 * Administrators of the Caf may do everything. The two administrators of a partner may see their organisation
 * and manage its agents while their own access is open. An auditor may see organisations and agreements.
 */
export function mayActOn(
  actor: Pick<Actor, 'roles'>,
  organisationId: string,
  membership: CallerMembership | undefined,
  action: OrganisationAction,
): boolean {
  if (actor.roles.includes('admin')) return true;
  if (action === 'see' && actor.roles.includes('auditor')) return true;
  if (action === 'administer' || !actor.roles.includes('partner_agent')) return false;
  return (
    membership !== undefined &&
    membership.organisationId === organisationId &&
    membership.administrator &&
    membership.open
  );
}
