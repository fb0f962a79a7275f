import type { Actor } from '@passerelle/auth';
import { isSiret } from '@passerelle/kernel';

import { landlordErrors } from './landlords.errors.js';

/** The landlord whose tenants an actor may see and declare; `null` for all landlords. */
export type Reach = string | null;

/**
 * The campaign manager and batch clients reach the tenants of all landlords. A landlord reaches the
 * tenants of the establishment that the token names as the organisation.
 *
 * @throws DomainError `rent-campaigns/landlord-without-siret`
 */
export function reachOf(actor: Pick<Actor, 'roles' | 'scopes' | 'organisation'>): Reach {
  const { roles, scopes, organisation } = actor;
  if (roles.includes('campaign_manager')) return null;
  if (scopes.includes('rent-campaigns:import')) return null;
  if (roles.includes('landlord') && isSiret(organisation)) return organisation;
  throw landlordErrors.landlordWithoutSiret();
}

export function withinReach(reach: Reach, landlordSiret: string): boolean {
  return reach === null || reach === landlordSiret;
}
