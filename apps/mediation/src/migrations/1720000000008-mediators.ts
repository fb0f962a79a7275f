import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

/** The mediators, as the events of identity tell: a case is handed over to one of them. */
export class Mediators1720000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create table mediators (id uuid primary key, active boolean not null, version integer not null)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table mediators');
  }
}
