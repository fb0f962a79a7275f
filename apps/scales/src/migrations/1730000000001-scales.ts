import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

/**
 * Two times: `effective`, in force, and `known`, published. PostgreSQL itself refuses two periods of one series
 * that overlap in both, and any rewriting of what was published.
 * The series stands in the exclusion constraint as a range of one number, which needs no extension (btree_gist).
 */
export class Scales1730000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table catalogue (
        id smallint primary key check (id = 1),
        revision bigint not null,
        -- From when every replica shows the revision; null: committed, not yet announced.
        activates_at timestamptz,
        indices jsonb not null,
        data_hash text not null
      )`);
    await runner.query(`
      create table scales (
        code text primary key,
        position integer not null unique,
        heading jsonb not null
      )`);
    await runner.query(`
      create table series (
        id integer primary key generated always as identity,
        scale_code text not null references scales (code),
        key text not null,
        position integer not null,
        definition jsonb not null,
        unique (scale_code, key)
      )`);
    await runner.query(`
      create table versions (
        id uuid primary key,
        status text not null check (status in ('draft', 'submitted', 'approved', 'scheduled', 'published')),
        effective_from date not null,
        reference text not null,
        correction_reason text,
        rejection_reason text,
        origin jsonb,
        items jsonb not null,
        prepared_by text[] not null,
        submitted_by uuid,
        approved_by uuid,
        published_by uuid,
        published_on date,
        published_at timestamptz,
        created_at timestamptz not null,
        version integer not null,
        -- Two people: also where the code forgets.
        check (approved_by is null or (approved_by <> submitted_by and not approved_by::text = any (prepared_by))),
        check (status in ('draft', 'submitted') or approved_by is not null)
      )`);
    await runner.query('create index versions_by_status on versions (status, id)');
    await runner.query(`
      create table figures (
        id uuid primary key,
        series_id integer not null references series (id),
        effective_from date not null,
        cell_values text[] not null,
        reference text not null,
        reference_kind text not null,
        published_on date not null,
        published_on_basis text not null,
        reliability text,
        correction_reason text,
        version_id uuid references versions (id),
        recorded_at timestamptz not null,
        unique (id, series_id)
      )`);
    await runner.query(`
      create table periods (
        id uuid primary key,
        series_id integer not null,
        figure_id uuid not null,
        effective daterange not null,
        known tstzrange not null,
        foreign key (figure_id, series_id) references figures (id, series_id),
        check (not isempty(effective) and not lower_inf(effective)),
        check (not isempty(known) and not lower_inf(known)),
        constraint periods_never_overlap exclude using gist (
          int4range(series_id, series_id, '[]') with &&, effective with &&, known with &&
        )
      )`);
    await runner.query(
      'create index periods_known_now on periods (series_id) where upper_inf(known)',
    );
    await this.protect(runner);
  }

  private async protect(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function refuse_rewriting() returns trigger language plpgsql as $$
      begin
        raise exception 'what was published is never changed or deleted: publish a correction'
          using errcode = 'restrict_violation';
      end $$`);
    await runner.query(`
      create function only_end_of_knowledge() returns trigger language plpgsql as $$
      begin
        if (new.id, new.series_id, new.figure_id, new.effective, lower(new.known))
             is distinct from (old.id, old.series_id, old.figure_id, old.effective, lower(old.known))
           or not upper_inf(old.known) or upper_inf(new.known) then
          raise exception 'a published period only ever ends: publish a correction'
            using errcode = 'restrict_violation';
        end if;
        return new;
      end $$`);
    await runner.query(`
      create trigger figures_stay before update or delete or truncate on figures
      for each statement execute function refuse_rewriting()`);
    await runner.query(`
      create trigger periods_stay before delete or truncate on periods
      for each statement execute function refuse_rewriting()`);
    await runner.query(`
      create trigger periods_only_end before update on periods
      for each row execute function only_end_of_knowledge()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table periods, figures, versions, series, scales, catalogue');
    await runner.query('drop function refuse_rewriting, only_end_of_knowledge');
  }
}
