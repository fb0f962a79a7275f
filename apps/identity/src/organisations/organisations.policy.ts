import type { Actor } from '@passerelle/auth';

/** What the caller is in an organisation: an agent, perhaps an administrator, with or without access. */
export interface CallerMembership {
  readonly organisationId: string;
  readonly administrator: boolean;
  readonly open: boolean;
}

export type OrganisationAction = 'see' | 'administer' | 'manage_agents';

/**
 * The Caf's administrators do everything; a partner's two administrators see their organisation and
 * manage its agents while their own access is open; an auditor sees organisations and agreements.
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
