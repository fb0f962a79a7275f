import { type Role, ROLES } from '@passerelle/contracts';

import { NOBODY, type Person } from '../accounts/person.js';

/** A published password. It opens demo installations only. */
export const DEMO_PASSWORD = 'Passerelle-2024';

export interface DemoAccount {
  readonly username: string;
  readonly role: Role;
  readonly fileNumber: string | null;
  readonly organisation: string | null;
  readonly services: readonly string[];
}

/** Roles for which some rule needs two different persons. */
const IN_PAIRS: readonly Role[] = ['mediator', 'scale_editor', 'scale_publisher', 'partner_agent'];

/**
 * The agents work for the organisation of the demo. The landlord is the first one of the demo's rent
 * campaign.
 */
const ORGANISATIONS: Readonly<Partial<Record<Role, string>>> = {
  partner_agent: 'ccas-demo',
  landlord: '00001000900017',
};

/** The services of the Caf in whose name an account answers. Those of a partner's agent stand in its agreement. */
const SERVICES: Readonly<Partial<Record<Role, readonly string[]>>> = {
  caf_agent: ['service-prestations'],
};

/** One synthetic person per role, and two for the roles in pairs. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = ROLES.filter(
  (role) => role !== 'service',
).flatMap((role) =>
  (IN_PAIRS.includes(role) ? [role, `${role}_2`] : [role]).map((username) => ({
    username,
    role,
    fileNumber: role === 'beneficiary' ? '0000001' : null,
    organisation: ORGANISATIONS[role] ?? null,
    services: SERVICES[role] ?? [],
  })),
);

/**
 * A synthetic person for the journey of a forgotten password, with a NIR from the check values (domain A3.2).
 */
export const DEMO_BENEFICIARY: Person = {
  nir: '2951099126111',
  birthName: 'Durand',
  displayName: 'Camille Durand',
  email: 'camille.durand@example.org',
  phone: '+33600000001',
  addressLines: ['1 rue de l’Exemple', '44000 NANTES'],
};

export function demoPersonOf({ username, role }: DemoAccount): Person {
  if (role === 'beneficiary') return DEMO_BENEFICIARY;
  const email = `${username.replaceAll('_', '.')}@example.org`;
  return { ...NOBODY, displayName: `Compte de démonstration ${username}`, email };
}

/** The organisation of the demo's agents. Both agents are its administrators. */
export const DEMO_ORGANISATION = {
  code: 'ccas-demo',
  siret: '00000001800010',
  name: 'CCAS de démonstration',
  category: 'ccas',
  purpose: 'Accompagnement social (démonstration)',
  extranets: ['cdap'],
  services: ['accompagnement-social'],
  profile: 'T2',
} as const;
