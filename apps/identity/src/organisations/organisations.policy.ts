import type { Actor } from '@passerelle/auth';

/** What is known of the caller in the organisation concerned. */
export interface Standing {
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
  standing: Standing | undefined,
  action: OrganisationAction,
): boolean {
  if (actor.roles.includes('admin')) return true;
  if (action === 'see' && actor.roles.includes('auditor')) return true;
  if (action === 'administer' || !actor.roles.includes('partner_agent')) return false;
  return (
    standing !== undefined &&
    standing.organisationId === organisationId &&
    standing.administrator &&
    standing.open
  );
}
