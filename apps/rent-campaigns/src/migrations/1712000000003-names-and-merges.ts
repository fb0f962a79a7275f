import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

const FORMER_VERSION = `reference_year, file_number, dwelling_ref, status, channel, landlord_siret, last_name,
  birth_date, rent_cents, charges_cents, shared_tenancy, tenant_share_cents, cotenants, tenant_status, status_on,
  arrears_cents, arrears_since, anomalies, declared_on, first_declared_on, first_channel, rectified, import_id,
  import_line, declared_by, recorded_at`;
const VERSION = `${FORMER_VERSION}, stated_at, waiting_since`;

export class NamesAndMerges1712000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.names(runner);
    await this.statements(runner);
  }

  private async names(runner: QueryRunner): Promise<void> {
    // Keys of names lose what the former comparison kept: Œ, Æ, Ø, Ł, Đ. The names themselves are not kept, so
    // second family names come with the next roster.
    await runner.query(`
      update roster_entries set name_key =
        replace(replace(replace(replace(
          translate(normalize(name_key, nfkd), 'ØŁĐÐĦŦ', 'OLDDHT'),
          'Œ', 'OE'), 'Æ', 'AE'), 'Þ', 'TH'), 'ẞ', 'SS')
      where name_key ~ '[^A-Z]'`);
  }

  /** When a version was last stated, which decides between contradicting lines, and since when a line waits. */
  private async statements(runner: QueryRunner): Promise<void> {
    await runner.query('alter table declarations disable trigger declarations_superseded');
    for (const table of ['declarations', 'declaration_history']) {
      await runner.query(
        `alter table ${table} add column stated_at timestamptz, add column waiting_since date`,
      );
      // A line that named another day than that of its arrival was stated at the start of this day.
      await runner.query(`
        update ${table} set stated_at = case
          when (recorded_at at time zone 'Europe/Paris')::date = declared_on then recorded_at
          else declared_on::timestamp at time zone 'Europe/Paris' end,
          waiting_since = case when status = 'to_confirm' then declared_on end`);
      await runner.query(`alter table ${table} alter column stated_at set not null`);
    }
    // A line that says again what is on record moves `stated_at` and makes no version.
    await runner.query(`
      create or replace function keep_superseded_declarations() returns trigger language plpgsql as $$
      begin
        insert into declaration_history (id, version, ${VERSION})
        select id, version, ${VERSION} from old_versions
        where (id, version) not in (select id, version from new_versions)
        order by id;
        return null;
      end $$`);
    await runner.query('drop trigger declarations_superseded on declarations');
    await runner.query(`
      create trigger declarations_superseded after update on declarations
      referencing old table as old_versions new table as new_versions
      for each statement execute function keep_superseded_declarations()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    // The former keys of names are not known any more; those of this version serve the former version as well.
    await runner.query('drop trigger declarations_superseded on declarations');
    await runner.query(`
      create or replace function keep_superseded_declarations() returns trigger language plpgsql as $$
      begin
        insert into declaration_history (id, version, ${FORMER_VERSION})
        select id, version, ${FORMER_VERSION} from old_versions order by id;
        return null;
      end $$`);
    await runner.query(`
      create trigger declarations_superseded after update on declarations
      referencing old table as old_versions
      for each statement execute function keep_superseded_declarations()`);
    for (const table of ['declarations', 'declaration_history']) {
      await runner.query(`alter table ${table} drop column stated_at, drop column waiting_since`);
    }
  }
}
