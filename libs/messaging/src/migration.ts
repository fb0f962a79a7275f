import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

/** The tables that every service's schema has for its events. */
export class Messaging1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // One row per event and consumer: a delivery is settled when that consumer's effect is durable.
    await runner.query(`
      create table outbox (
        event_id uuid not null,
        consumer text not null,
        position bigint generated always as identity,
        envelope jsonb not null,
        created_at timestamptz not null default now(),
        batch_id uuid,
        sent_at timestamptz,
        checked_at timestamptz,
        primary key (event_id, consumer)
      )`);
    await runner.query(`create index outbox_to_send on outbox (position) where sent_at is null`);
    await runner.query(
      `create index outbox_to_settle on outbox (checked_at) where sent_at is not null`,
    );
    await runner.query(`
      create table inbox (
        event_id uuid primary key,
        type text not null,
        handled_at timestamptz not null default now()
      )`);
    await runner.query(`create index inbox_handled_at on inbox (handled_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table inbox');
    await runner.query('drop table outbox');
  }
}

/**
 * Events under way leave `outbox` for `outbox_batches`, one row a job: what settlement reads and writes no longer
 * grows with the number of events that wait.
 */
export class OutboxBatches1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // A batch is deleted when its job is completed, and otherwise written only when `status` changes.
    await runner.query(`
      create table outbox_batches (
        id uuid primary key,
        consumer text not null,
        envelopes json not null,
        events integer not null,
        position bigint not null,
        taken_at timestamptz not null default now(),
        status text not null default 'sent' check (status in ('sent', 'retried', 'parked'))
      )`);
    await runner.query(`create index outbox_batches_consumer on outbox_batches (consumer, status)`);
    await runner.query(`
      with sent as (delete from outbox where sent_at is not null returning *)
      insert into outbox_batches (id, consumer, envelopes, events, position, taken_at)
      select batch_id, consumer, json_agg(envelope order by position), count(*), min(position), min(sent_at)
      from sent group by batch_id, consumer`);
    await runner.query('drop index outbox_to_send, outbox_to_settle');
    // The one index of the table: the next events of a consumer are found past any backlog of another.
    await runner.query(`
      alter table outbox
        drop column batch_id, drop column sent_at, drop column checked_at,
        drop constraint outbox_pkey, add primary key (consumer, position)`);
    // For operators and tests: every event that has not had its effect yet, waiting or under way.
    await runner.query(`
      create view undelivered_events as
      select event_id, consumer, position, envelope from outbox
      union all
      select (event.envelope->>'id')::uuid, consumer, position + place - 1, event.envelope::jsonb
      from outbox_batches
      cross join json_array_elements(envelopes) with ordinality as event (envelope, place)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view undelivered_events');
    await runner.query(`
      alter table outbox
        add column batch_id uuid, add column sent_at timestamptz, add column checked_at timestamptz,
        drop constraint outbox_pkey, add primary key (event_id, consumer)`);
    await runner.query(`create index outbox_to_send on outbox (position) where sent_at is null`);
    await runner.query(
      `create index outbox_to_settle on outbox (checked_at) where sent_at is not null`,
    );
    await runner.query(`
      insert into outbox (event_id, consumer, envelope, batch_id, sent_at, checked_at)
      select (envelope->>'id')::uuid, consumer, envelope::jsonb, id, taken_at, taken_at
      from outbox_batches cross join json_array_elements(envelopes) as envelope
      order by position`);
    await runner.query('drop table outbox_batches');
  }
}

/**
 * The recurring tasks of the service. Before, they stood in the queue: a Redis that was replaced lost them, and a time
 * that passed while the service was down was lost.
 */
export class Schedules1700000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table schedules (
        name text primary key,
        -- Every time up to this one had its run.
        settled_until timestamptz not null,
        attempts integer not null default 0,
        -- Until then the next run belongs to a process, or waits after a failure.
        free_from timestamptz not null default '-infinity'
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table schedules');
  }
}
