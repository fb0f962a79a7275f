import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

/** The mandates of guardians. The table is empty at first, so guardians represent nobody until mandates are known. */
export class Mandates1720000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table mandates (
        id uuid primary key,
        version integer not null,
        guardian uuid not null,
        file_number text not null check (file_number ~ '^[0-9]{7}$'),
        powers jsonb not null check (jsonb_typeof(powers) = 'array')
      )`);
    await runner.query('create index mandates_by_guardian on mandates (guardian, file_number)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table mandates');
  }
}
