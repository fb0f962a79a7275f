import { reachOf, withinReach } from './reach.policy.js';

const actor = (roles: string[], organisation: string | null = null, scopes: string[] = []) =>
  ({ roles, organisation, scopes }) as unknown as Parameters<typeof reachOf>[0];

const SIRET = '00000001800010';

describe('whom an actor reaches', () => {
  it.each([
    ['a campaign manager', actor(['campaign_manager']), null],
    ['a batch client', actor(['service'], null, ['rent-campaigns:import']), null],
    ['a landlord', actor(['landlord'], SIRET), SIRET],
    ['a landlord who also runs the campaign', actor(['landlord', 'campaign_manager'], SIRET), null],
  ])('%s', (_, who, expected) => {
    expect(reachOf(who)).toBe(expected);
  });

  it.each([
    ['a landlord without establishment', actor(['landlord'])],
    ['a landlord whose organisation is no SIRET', actor(['landlord'], 'ccas-demo')],
    ['a beneficiary with a SIRET', actor(['beneficiary'], SIRET)],
    ['a client with another scope', actor(['service'], null, ['dossiers:import'])],
  ])('%s: nobody', (_, who) => {
    expect(() => reachOf(who)).toThrow('rent-campaigns/landlord-without-siret');
  });

  it('ends at the own establishment', () => {
    expect(withinReach(null, SIRET)).toBe(true);
    expect(withinReach(SIRET, SIRET)).toBe(true);
    expect(withinReach(SIRET, '35600000000048')).toBe(false);
  });
});
