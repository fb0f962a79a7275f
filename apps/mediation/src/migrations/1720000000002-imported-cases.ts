import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

/** Which cases came from a former system, and as what. */
export class ImportedCases1720000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table imported_cases (
        -- Byte by byte, as the lines are sorted.
        external_reference text collate "C" primary key,
        referral_id uuid not null unique references referrals (id),
        -- Of the line as it was read: the same line again changes nothing.
        fingerprint text collate "C" not null,
        -- The case's version as the import left it: a higher one is a mediator's work.
        version integer not null,
        import_id uuid not null,
        import_line integer not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table imported_cases');
  }
}
