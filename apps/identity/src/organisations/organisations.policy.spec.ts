import type { Role } from '@passerelle/contracts';

import { mayActOn } from './organisations.policy.js';

const OWN = { organisationId: 'o1', administrator: true, open: true };

describe('mayActOn', () => {
  it.each([
    ['admin', undefined, [true, true, true]],
    ['auditor', undefined, [true, false, false]],
    ['partner_agent', OWN, [true, false, true]],
    ['partner_agent', { ...OWN, organisationId: 'o2' }, [false, false, false]],
    ['partner_agent', { ...OWN, administrator: false }, [false, false, false]],
    ['partner_agent', { ...OWN, open: false }, [false, false, false]],
    ['partner_agent', undefined, [false, false, false]],
    ['mediator', OWN, [false, false, false]],
  ] as const)('%s with %j: see, administer, manage agents %j', (role, membership, expected) => {
    const actor = { roles: [role as Role] };
    const actions = ['see', 'administer', 'manage_agents'] as const;
    expect(actions.map((action) => mayActOn(actor, 'o1', membership, action))).toEqual(expected);
  });
});
