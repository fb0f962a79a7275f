import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

export class Delays1711400000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Category and day of arrival are null as long as the first event of an item has not arrived.
    await runner.query(`
      create table work_items (
        source text not null check (source in ('batch', 'mediation')),
        item_id text not null,
        category text check (category in ('mail', 'rsa_aah', 'other')),
        received_on date,
        started_at timestamptz,
        completed_at timestamptz,
        urgent boolean not null default false,
        resumed boolean not null default false,
        automatic boolean not null default false,
        primary key (source, item_id)
      )`);
    await runner.query('create index work_items_started_at on work_items (started_at)');
    await runner.query(`
      create index work_items_waiting on work_items (category, received_on)
      where started_at is null and completed_at is null`);
    await runner.query(`
      create table snapshots (
        id uuid primary key,
        updated_on date not null,
        version integer not null check (version > 0),
        rule_version text not null,
        figures jsonb not null,
        reason text,
        published_at timestamptz not null,
        published_by uuid,
        unique (updated_on, version),
        check (version = 1 or reason is not null)
      )`);
    // Published figures never change: a correction is a new version.
    await runner.query(`
      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'a published snapshot is frozen';
      end $$`);
    await runner.query(`
      create trigger snapshots_frozen before update or delete or truncate on snapshots
      for each statement execute function refuse_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table snapshots, work_items');
    await runner.query('drop function refuse_change');
  }
}
