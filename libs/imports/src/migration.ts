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

/** Senders take turns, reports are bounded, and counts no longer need each fault. */
class ImportTurns1700000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table imports
        add column organisation text,
        -- Who takes turns: an organisation, or a caller without one.
        add column party text not null
          generated always as (coalesce(organisation, created_by::text, '')) stored,
        -- When its last turn began.
        add column served_at timestamptz,
        -- Not before then, after an error.
        add column retry_at timestamptz,
        add column omitted_faults bigint not null default 0,
        add column report_removed boolean not null default false`);
    await runner.query('create index imports_party on imports (party, served_at)');
    // The lines of a chunk with a fault. Every fault is counted by its line, and few are kept as rows.
    await runner.query(`
      alter table import_checkpoints
        add column refused int4multirange not null default '{}',
        add column doubted int4multirange not null default '{}',
        add column kept_faults integer not null default 0,
        add column omitted_faults integer not null default 0`);
    // The imports that are under way: which of their chunks a fault belongs to makes no difference.
    await runner.query(`
      update import_checkpoints c
      set refused = f.refused, doubted = f.doubted, kept_faults = f.faults
      from (
        select import_id, count(*) as faults,
               coalesce(range_agg(int4range(line, line, '[]')) filter (where not doubt), '{}') as refused,
               coalesce(range_agg(int4range(line, line, '[]')) filter (where doubt), '{}') as doubted
        from import_faults group by import_id
      ) as f
      where c.import_id = f.import_id
        and c.chunk = (select min(chunk) from import_checkpoints where import_id = f.import_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table import_checkpoints
        drop column refused, drop column doubted, drop column kept_faults, drop column omitted_faults`);
    await runner.query(`
      alter table imports
        drop column party, drop column organisation, drop column served_at, drop column retry_at,
        drop column omitted_faults, drop column report_removed`);
  }
}

/** For the migrations of every service that takes imports. */
export const importMigrations = [
  Imports1700000000003,
  ImportObjects1700000000004,
  ImportChunkCounts1700000000005,
  ImportReadings1700000000006,
  ImportTurns1700000000007,
] as const;
