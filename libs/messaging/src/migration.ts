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
