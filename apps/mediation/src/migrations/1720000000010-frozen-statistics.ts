import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

export class FrozenStatistics1720000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table frozen_statistics (
        year integer primary key,
        -- The day on which these figures replaced the ones before.
        released_on date not null,
        -- The last day whose readers see them: on the next one they are looked at again.
        checked_on date not null,
        -- json, not jsonb: the members keep their order, so that two readings have the same bytes.
        figures json not null,
        -- A digest of what counts of each case, by id: how many cases differ from the present ones.
        cases json not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table frozen_statistics');
  }
}
