import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

export class Messages1740000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table message_keys (
        kid text primary key,
        public_jwk jsonb not null,
        sealed_private_key text not null,
        created_at timestamptz not null
      )`);
    await runner.query(`
      create table messages (
        id uuid primary key,
        template text not null,
        channel text not null check (channel in ('email', 'sms', 'letter')),
        dedup_key text not null unique,
        status text not null check (status in
          ('kept', 'queued', 'sending', 'sent', 'unknown', 'failed', 'undeliverable', 'expired')),
        attempts integer not null default 0,
        last_error_code text,
        sealed text,
        attempt_id uuid,
        handover_at timestamptz,
        due_at timestamptz,
        created_at timestamptz not null,
        sent_at timestamptz,
        expires_at timestamptz,
        version integer not null default 1,
        check ((status in ('queued', 'sending')) = (due_at is not null)),
        check ((status = 'sending') = (attempt_id is not null)),
        check (status <> 'sent' or (sent_at is not null and sealed is null)),
        check (status <> 'expired' or sealed is null),
        check (status not in ('kept', 'queued', 'sending') or sealed is not null)
      )`);
    // What has to arrive soon goes first: a code does not wait behind a campaign of reminders.
    await runner.query(`
      create index messages_due on messages (expires_at, due_at) where status in ('queued', 'sending')`);
    await runner.query(`
      create index messages_expiring on messages (expires_at) where sealed is not null`);
    await runner.query('create index messages_newest on messages (created_at desc, id desc)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table messages, message_keys');
  }
}
