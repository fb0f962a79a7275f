import { migrateServices, serviceDatabase } from '@passerelle/testing';

import { identity } from '../service.js';
import { GrantedRights1710000000009 } from './1710000000009-granted-rights.js';

const id = (kind: number, n: number): string =>
  `0190a5d4-0000-7000-800${String(kind)}-00000000000${String(n)}`;

/** An administrator (1), an agent within what the administrator has (2), an agent with more (3), staff (4). */
const AGENTS = [
  [1, ['accueil'], 'T2', true],
  [2, ['accueil'], 'T2', false],
  [3, ['accueil', 'service-prestations'], 'T5', false],
] as const;

it('grants what the Caf gave to administrators, and withdraws what cannot be told from a partner’s gift', async () => {
  const at = identity.migrations.indexOf(GrantedRights1710000000009);
  const before = { ...identity, migrations: identity.migrations.slice(0, at) };
  const database = await serviceDatabase(before);
  try {
    const run = (sql: string, parameters: readonly unknown[] = []) =>
      database.query(sql.replaceAll('§', 'identity.'), parameters);
    await run(
      `insert into §organisations (id, code, siret, name, category, created_at, version)
       values ($1, 'ccas', '00000001800010', 'CCAS', 'ccas', now(), 1)`,
      [id(1, 1)],
    );
    await run(
      `insert into §agreements (id, organisation_id, purpose, extranets, status, status_on, created_at, version)
       values ($1, $2, 'x', '{}', 'open', '2024-01-01', now(), 1)`,
      [id(2, 1), id(1, 1)],
    );
    const account = (n: number, role: string, services: readonly string[]) =>
      run(
        `insert into §accounts (id, username, roles, services, created_at, version, language)
         values ($1, $2, array[$3], $4, now(), 1, 'fr')`,
        [id(3, n), `account-${String(n)}`, role, services],
      );
    for (const [n, services, profile, administrator] of AGENTS) {
      await account(n, 'partner_agent', services);
      await run(
        `insert into §agents (id, organisation_id, agreement_id, account_id, profile, administrator, starts_on,
           recertified_on, created_at, version)
         values ($1, $2, $3, $4, $5, $6, '2024-01-01', '2024-01-01', now(), 1)`,
        [id(4, n), id(1, 1), id(2, 1), id(3, n), profile, administrator],
      );
      await run(
        `insert into §sessions (id, account_id, opened_at, last_used_at, ends_at, amr, authenticated_at)
         values ($1, $2, now(), now(), now() + interval '1 hour', '{pwd}', now())`,
        [id(5, n), id(3, n)],
      );
    }
    await account(4, 'mediator', ['service-prestations']);

    await migrateServices(database, identity);

    expect(await run('select services, profiles from §agreements')).toEqual([
      { services: ['accueil'], profiles: ['T2'] },
    ]);
    expect(await run('select services, profile from §agents order by id')).toEqual([
      { services: ['accueil'], profile: 'T2' },
      { services: ['accueil'], profile: 'T2' },
      { services: ['accueil'], profile: null },
    ]);
    const ended = await run('select ended_at is not null as ended from §sessions order by id');
    expect(ended).toEqual([{ ended: false }, { ended: false }, { ended: true }]);
    expect(await run('select services from §accounts order by id')).toEqual([
      { services: [] },
      { services: [] },
      { services: [] },
      { services: ['service-prestations'] },
    ]);
  } finally {
    await database.drop();
  }
});
