import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

/** An import may keep a line in the history that states an event: its events follow from that line as well. */
export class KeptStatements1712000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index declaration_history_telling on declaration_history (import_id)
      where tenant_status in ('departed', 'deceased', 'management_end') or arrears_cents > 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index declaration_history_telling');
  }
}
