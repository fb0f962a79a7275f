import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

/**
 * The lines that an import changed, whatever they state: the events that they do not state any more are cancelled. New
 * lines, nearly all of a file, stay out of the index.
 */
export class ChangedLines1712000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index declarations_changed on declarations (import_id) where version > 1`);
    await runner.query(`
      create index declaration_history_by_import on declaration_history (import_id)`);
    await runner.query('drop index declaration_history_telling');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index declaration_history_telling on declaration_history (import_id)
      where tenant_status in ('departed', 'deceased', 'management_end') or arrears_cents > 0`);
    await runner.query('drop index declaration_history_by_import');
    await runner.query('drop index declarations_changed');
  }
}
