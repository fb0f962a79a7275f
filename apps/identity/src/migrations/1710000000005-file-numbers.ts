import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

/** The account of a file is looked up for each message about that file. */
export class FileNumbers1710000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index accounts_file_number on accounts (file_number) where file_number is not null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index accounts_file_number');
  }
}
