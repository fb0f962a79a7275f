import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

/**
 * The addressee of a question is a kind with an organisation and a service. Before, one name stood for a service of
 * the Caf, a partner or a service of a partner, whatever the kind. A question put to a `service` is for the service of
 * the Caf. A SIRET names a partner for certain. Any other name of a `partner` may have been the name of a service: the
 * question is closed to partners, and mediators still see the question and record its answer.
 */
export class Addressees1720000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table information_requests
        add column addressee_organisation text,
        add column addressee_service text`);
    await runner.query(`
      update information_requests set
        addressee_organisation =
          case when addressee = 'partner' and addressee_name ~ '^[0-9]{14}$' then addressee_name end,
        addressee_service = case when addressee = 'service' then addressee_name end`);
    await runner.query('drop index information_requests_by_addressee');
    await runner.query(`
      create index information_requests_by_addressee on information_requests
        (addressee, addressee_organisation, addressee_service, due_on desc, id desc)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index information_requests_by_addressee');
    await runner.query(
      'create index information_requests_by_addressee on information_requests (addressee_name, due_on desc, id desc)',
    );
    await runner.query(
      'alter table information_requests drop column addressee_organisation, drop column addressee_service',
    );
  }
}
