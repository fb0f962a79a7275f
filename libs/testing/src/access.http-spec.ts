import { type AccessRule, TWO_FACTORS } from '@passerelle/auth';

import { ledger } from '../test/ledger.js';
import { accessFaults, accessTable } from './access.js';
import { TestService } from './test-service.js';

describe('access', () => {
  let test: TestService;

  beforeAll(async () => {
    test = await TestService.start(ledger);
  });

  afterAll(async () => {
    await test.stop();
  });

  const asIfRuled = (path: string, rule: AccessRule) =>
    test.service.routes.filter((route) => route.path === path).map((route) => ({ ...route, rule }));

  it('shows another table when a route gains a role, or asks for the second factor', () => {
    const [before] = accessTable(asIfRuled('/v1/entries', { roles: ['mediator'] }));
    const [after] = accessTable(asIfRuled('/v1/entries', { roles: ['mediator', 'auditor'] }));
    const [strict] = accessTable(
      asIfRuled('/v1/entries', { roles: ['mediator'], acr: TWO_FACTORS }),
    );
    expect(before).toBe('GET    /v1/entries : mediator');
    expect(strict).toBe('GET    /v1/entries : mediator (second factor)');
    expect(after).toBe('GET    /v1/entries : mediator auditor');
  });

  it('finds no fault where the guards apply the rules of the table', async () => {
    expect(await accessFaults(test)).toEqual([]);
  });

  it.each<[string, AccessRule, RegExp]>([
    ['/health/live', { roles: ['admin'] }, /as indicators:import: passes, not 403 auth\/forbidden/],
    ['/v1/entries', { public: true }, /as indicators:import: 403 auth\/forbidden, not passes/],
    ['/v1/entries', { roles: ['auditor'] }, /as auditor: 403 auth\/forbidden, not passes/],
    [
      '/v1/entries',
      { roles: ['mediator'], acr: TWO_FACTORS },
      /as mediator without second factor: passes, not 401 auth\/insufficient-user-authentication/,
    ],
  ])('finds the guard of %s that does not apply %j', async (path, rule, fault) => {
    expect((await accessFaults(test, asIfRuled(path, rule))).join('\n')).toMatch(fault);
  });
});
