import fc from 'fast-check';

import { type AgentRights, beyondGrant, withinGrant } from './agreement-rights.js';

const granted = { services: ['accueil', 'logement'], profiles: ['T1', 'T2'] };

describe('the rights of an agent', () => {
  it.each<[string, AgentRights, AgentRights, readonly string[]]>([
    ['nothing', { services: [], profile: null }, { services: [], profile: null }, []],
    [
      'a part',
      { services: ['logement'], profile: 'T2' },
      { services: ['logement'], profile: 'T2' },
      [],
    ],
    [
      'a service of the Caf',
      { services: ['service-prestations'], profile: 'T1' },
      { services: [], profile: 'T1' },
      ['services'],
    ],
    [
      'one service too many',
      { services: ['accueil', 'mediation'], profile: 'T1' },
      { services: ['accueil'], profile: 'T1' },
      ['services'],
    ],
    [
      'another case of letters',
      { services: ['Accueil'], profile: 'T1' },
      { services: [], profile: 'T1' },
      ['services'],
    ],
    [
      'a higher profile',
      { services: [], profile: 'T5' },
      { services: [], profile: null },
      ['profile'],
    ],
    [
      'more of both',
      { services: ['direction'], profile: 'T12' },
      { services: [], profile: null },
      ['services', 'profile'],
    ],
  ])('%s: %j', (_name, own, within, beyond) => {
    expect(withinGrant(own, granted)).toEqual(within);
    expect(beyondGrant(own, granted)).toEqual(beyond);
  });

  it('are what the agreement names at most, and lose nothing that it names', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd');
    const names = fc.uniqueArray(name);
    const rights = fc.record({ services: names, profile: fc.option(name) });
    const grant = fc.record({ services: names, profiles: names });
    fc.assert(
      fc.property(rights, grant, (own, some) => {
        const within = withinGrant(own, some);
        expect(beyondGrant(within, some)).toEqual([]);
        for (const service of own.services) {
          expect(within.services.includes(service)).toBe(some.services.includes(service));
        }
        expect(within.profile === own.profile).toBe(!beyondGrant(own, some).includes('profile'));
      }),
    );
  });
});
