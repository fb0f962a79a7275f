import { type Role, ROLES } from '@passerelle/contracts';

import { NOBODY, type Person } from '../accounts/person.js';

/** Published: it opens demo installations only. */
export const DEMO_PASSWORD = 'Passerelle-2024';

export interface DemoAccount {
  readonly username: string;
  readonly role: Role;
  readonly fileNumber: string | null;
  readonly organisation: string | null;
  readonly services: readonly string[];
}

/** Roles in which one rule or another wants two different people. */
const IN_PAIRS: readonly Role[] = ['mediator', 'scale_editor', 'scale_publisher', 'partner_agent'];

/** Agents work for the demo's organisation; the landlord is the first of the demo's rent campaign, by its SIRET. */
const ORGANISATIONS: Readonly<Partial<Record<Role, string>>> = {
  partner_agent: 'ccas-demo',
  landlord: '00001000900017',
};

/** One synthetic person per role, two where two are needed. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = ROLES.filter(
  (role) => role !== 'service',
).flatMap((role) =>
  (IN_PAIRS.includes(role) ? [role, `${role}_2`] : [role]).map((username) => ({
    username,
    role,
    fileNumber: role === 'beneficiary' ? '0000001' : null,
    organisation: ORGANISATIONS[role] ?? null,
    services: role === 'partner_agent' ? ['service-prestations'] : [],
  })),
);

/** Synthetic, with the check vectors of the domain dossier § 6.3: the journey of a forgotten password. */
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

/** The organisation of the demo's agents, who are its two administrators. */
export const DEMO_ORGANISATION = {
  code: 'ccas-demo',
  siret: '00000001800010',
  name: 'CCAS de démonstration',
  category: 'ccas',
  purpose: 'Accompagnement social (démonstration)',
  extranets: ['cdap'],
  profile: 'T2',
} as const;
