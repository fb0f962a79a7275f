import { migrateServices, serviceDatabase } from '@passerelle/testing';

import { mediation } from '../service.js';
import { Addressees1720000000006 } from './1720000000006-addressees.js';

const ID = '0190a5d4-0000-7000-8000-00000000000';

it('keeps questions for services of the Caf and named establishments, and closes what cannot be decided', async () => {
  const at = mediation.migrations.indexOf(Addressees1720000000006);
  const database = await serviceDatabase({
    ...mediation,
    migrations: mediation.migrations.slice(0, at),
  });
  try {
    await database.query(
      `insert into mediation.referrals (id, reference, version, status, origin, channel, file_number, received_on,
         benefit, reason, description, court_seized, handled_by, created_at)
       values ($1, 'MED-2024-000001', 1, 'in_review', 'beneficiary', 'online', '0000001', '2024-02-01', 'rsa', 'delay',
         'x', false, '{}', now())`,
      [`${ID}0`],
    );
    const questions = [
      ['beneficiary', null],
      ['service', 'service-prestations'],
      ['partner', '00000001800010'],
      ['partner', 'service-prestations'],
      ['partner', 'ccas-demo'],
    ];
    for (const [index, [addressee, name]] of questions.entries()) {
      await database.query(
        `insert into mediation.information_requests (id, referral_id, addressee, addressee_name, question, asked_on, due_on)
         values ($1, $2, $3, $4, 'x', '2024-02-10', '2024-02-20')`,
        [`${ID}${String(index + 1)}`, `${ID}0`, addressee, name],
      );
    }
    await migrateServices(database, mediation);
    const rows = await database.query(
      `select addressee_name as name, addressee_organisation as organisation, addressee_service as service
       from mediation.information_requests order by id`,
    );
    expect(rows).toEqual([
      { name: null, organisation: null, service: null },
      { name: 'service-prestations', organisation: null, service: 'service-prestations' },
      { name: '00000001800010', organisation: '00000001800010', service: null },
      { name: 'service-prestations', organisation: null, service: null },
      { name: 'ccas-demo', organisation: null, service: null },
    ]);
  } finally {
    await database.drop();
  }
});
