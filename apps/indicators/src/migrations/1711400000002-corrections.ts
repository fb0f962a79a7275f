import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

/** The version of the latest correction of an item: an older event fills what is missing and changes nothing else. */
export class Corrections1711400000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table work_items add column corrected_version integer not null default 0',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table work_items drop column corrected_version');
  }
}
