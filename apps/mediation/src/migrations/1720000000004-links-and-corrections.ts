import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

/**
 * Declared links of mediators and the transfer that follows, referrals that continue an ended one, and the values
 * that a correction replaced.
 */
export class LinksAndCorrections1720000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table referrals
        add column declared_links jsonb not null default '[]',
        add column transferred_to text,
        add column transferred_on date,
        add column transfer_informed_on date,
        add column linked_to uuid references referrals (id),
        add column linked_from text[] not null default '{}'`);
    await runner.query('alter table timeline_entries add column replaced jsonb');
    // The search by file number, in the order of the list.
    await runner.query(
      'create index referrals_by_file_and_receipt on referrals (file_number, received_on desc, id desc)',
    );
    await runner.query('drop index referrals_by_file');
    await runner.query(
      'create index referrals_by_master on referrals (joined_to) where joined_to is not null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index referrals_by_master');
    await runner.query('create index referrals_by_file on referrals (file_number)');
    await runner.query('drop index referrals_by_file_and_receipt');
    await runner.query('alter table timeline_entries drop column replaced');
    await runner.query(`
      alter table referrals
        drop column declared_links, drop column transferred_to, drop column transferred_on,
        drop column transfer_informed_on, drop column linked_to, drop column linked_from`);
  }
}
