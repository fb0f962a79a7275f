import { envelopeSchema, mediatorChangedV1 } from '@passerelle/contracts';
import { migrateServices, serviceDatabase } from '@passerelle/testing';

import { identity } from '../service.js';
import { MediatorsAnnounced1710000000010 } from './1710000000010-mediators-announced.js';

const ID = '0190a5d4-0000-7000-8000-00000000000';

it('tells of each mediator once, in the form of the contract', async () => {
  const at = identity.migrations.indexOf(MediatorsAnnounced1710000000010);
  const database = await serviceDatabase({
    ...identity,
    migrations: identity.migrations.slice(0, at),
  });
  try {
    const accounts = [
      ['1', '{mediator}', null],
      ['2', '{mediator,auditor}', '2024-01-01'],
      ['3', '{auditor}', null],
    ];
    for (const [n, roles, closedAt] of accounts) {
      await database.query(
        `insert into identity.accounts (id, username, roles, services, created_at, closed_at, version, language)
         values ($1, $2, $3, '{}', now(), $4, 3, 'fr')`,
        [`${ID}${String(n)}`, `account-${String(n)}`, roles, closedAt],
      );
    }
    await migrateServices(database, identity);
    const rows = await database.query(
      `select consumer, envelope from identity.outbox order by envelope->>'subject'`,
    );
    const informed = rows.map(({ consumer, envelope }) => {
      const { type, data, aggregateversion } = envelopeSchema.parse(envelope);
      expect([consumer, type]).toEqual(['mediation', mediatorChangedV1.type]);
      return { ...mediatorChangedV1.data.parse(data), version: aggregateversion };
    });
    expect(informed).toEqual([
      { accountId: `${ID}1`, active: true, version: 3 },
      { accountId: `${ID}2`, active: false, version: 3 },
    ]);
  } finally {
    await database.drop();
  }
});
