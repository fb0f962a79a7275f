import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

/** The tables of a service that takes imports. */
class Imports1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table imports (
        id uuid primary key,
        kind text not null,
        format text not null,
        status text not null
          check (status in ('receiving', 'queued', 'processing', 'completed', 'failed')),
        dry_run boolean not null,
        context jsonb not null,
        created_by uuid,
        idempotency_key text,
        -- Where chunks end must not change under way, whatever the settings of the next process.
        lines_per_chunk integer not null,
        bytes bigint not null default 0,
        sha256 bytea,
        encoding text,
        lines_read bigint not null default 0,
        accepted bigint not null default 0,
        rejected bigint not null default 0,
        to_confirm bigint not null default 0,
        failure jsonb,
        -- Attempts that ended in an error which was not the database's absence.
        errors integer not null default 0,
        created_at timestamptz not null default now(),
        started_at timestamptz,
        ended_at timestamptz
      )`);
    await runner.query(`
      create unique index imports_idempotency_key on imports (created_by, idempotency_key)
      where idempotency_key is not null`);
    await runner.query(`
      create index imports_open on imports (status)
      where status in ('receiving', 'queued', 'processing')`);
    await runner.query('create index imports_ended_at on imports (ended_at)');
    // The content while it waits, in pieces of 1 MiB.
    await runner.query(`
      create table import_chunks (
        import_id uuid not null references imports on delete cascade,
        position integer not null,
        bytes bytea not null,
        primary key (import_id, position)
      )`);
    // Compressing costs more than it saves for the minute that the content stays.
    await runner.query('alter table import_chunks alter column bytes set storage external');
    await runner.query(`
      create table import_checkpoints (
        import_id uuid not null references imports on delete cascade,
        chunk integer not null,
        lines integer not null,
        rejected integer not null,
        to_confirm integer not null,
        bytes bigint not null,
        primary key (import_id, chunk)
      )`);
    await runner.query(`
      create table import_faults (
        import_id uuid not null references imports on delete cascade,
        line integer not null,
        field text,
        code text not null,
        doubt boolean not null
      )`);
    await runner.query('create index import_faults_line on import_faults (import_id, line)');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['faults', 'checkpoints', 'chunks']) {
      await runner.query(`drop table import_${table}`);
    }
    await runner.query('drop table imports');
  }
}

/** Where contents are objects of a storage outside the database. */
class ImportObjects1700000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // No reference to imports: a row stays until the storage has confirmed that the object is gone.
    await runner.query(`
      create table import_objects (
        import_id uuid primary key,
        bucket text not null,
        object_key text not null,
        tag text,
        created_at timestamptz not null default now()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table import_objects');
  }
}

/** Lets an attempt that finds every chunk done leave the content unread. */
class ImportChunkCounts1700000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Known once the content has been read to its end.
    await runner.query('alter table imports add column chunks integer');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table imports drop column chunks');
  }
}

/** A file is refused for every reason at once, read as its sender asks, and tells what was done to it. */
class ImportReadings1700000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table imports
        add column ignores_unknown boolean not null default false,
        add column charset text,
        add column notes jsonb not null default '[]'`);
    await runner.query(
      `update imports set failure = jsonb_build_array(failure) where jsonb_typeof(failure) = 'object'`,
    );
    await runner.query(
      `update imports set notes = '[{"code": "converted-encoding"}]' where encoding = 'windows-1252'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('update imports set failure = failure -> 0');
    await runner.query(
      'alter table imports drop column ignores_unknown, drop column charset, drop column notes',
    );
  }
}

/** For the migrations of every service that takes imports. */
export const importMigrations = [
  Imports1700000000003,
  ImportObjects1700000000004,
  ImportChunkCounts1700000000005,
  ImportReadings1700000000006,
] as const;
