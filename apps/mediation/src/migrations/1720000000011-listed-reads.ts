import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

export class ListedReads1720000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // A page of 200 cases wrote 200 rows at each reading.
    await runner.query(`
      alter table read_entries
        alter column referral_id drop not null,
        add column listed_ids uuid[],
        add check (num_nonnulls(referral_id, listed_ids) = 1)`);
    await runner.query(
      'create index reads_of_lists on read_entries using gin (listed_ids) where listed_ids is not null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      insert into read_entries (id, referral_id, reader, part, read_at)
      select gen_random_uuid(), unnest(listed_ids), reader, part, read_at
      from read_entries where listed_ids is not null`);
    await runner.query('delete from read_entries where listed_ids is not null');
    await runner.query(`
      alter table read_entries drop column listed_ids, alter column referral_id set not null`);
  }
}
