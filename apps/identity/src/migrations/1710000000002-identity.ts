import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

/** Adds identities, password resets, throttling and messages to the accounts. */
export class Identity1710000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table accounts
        alter column password_hash drop not null,
        alter column password_changed_at drop not null,
        add column language text not null default 'fr',
        add column created_at timestamptz not null default now(),
        add column last_used_at timestamptz,
        add column closed_at timestamptz,
        add column version integer not null default 1`);
    await runner.query(`
      create table account_identities (
        account_id uuid primary key references accounts (id),
        key_id text not null,
        sealed text not null,
        nir_hash text unique
      )`);
    await runner.query('create index account_identities_key_id on account_identities (key_id)');
    await runner.query(`
      alter table clients
        alter column secret_hash drop not null,
        add column created_at timestamptz not null default now(),
        add column closed_at timestamptz,
        add column version integer not null default 1`);
    await runner.query('create index refresh_tokens_account on refresh_tokens (account_id)');
    // The former keys are sealed without the name of their master key. The service makes new keys at its
    // start.
    await runner.query('delete from signing_keys');
    await runner.query('alter table signing_keys add column signs_from timestamptz not null');
    await runner.query(`
      create table throttles (
        key text primary key,
        tries integer not null,
        window_from timestamptz not null,
        last_try_at timestamptz not null
      )`);
    await runner.query(`
      create table used_captchas (
        signature text primary key,
        expires_at timestamptz not null
      )`);
    await runner.query(`
      create table password_resets (
        id uuid primary key,
        account_id uuid references accounts (id),
        purpose text not null check (purpose in ('reset', 'activation')),
        channel text not null check (channel in ('email', 'sms', 'letter')),
        code_hash text not null,
        tries integer not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        completed_at timestamptz
      )`);
    await runner.query('create index password_resets_account on password_resets (account_id)');
    await runner.query('create index password_resets_expires_at on password_resets (expires_at)');
    await runner.query(`
      create table pending_messages (
        id uuid primary key,
        template text,
        channel text not null,
        sealed text not null,
        dedup_key text not null,
        life_seconds integer,
        reset_id uuid,
        created_at timestamptz not null
      )`);
    await runner.query('create index pending_messages_created_at on pending_messages (created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table pending_messages, password_resets, used_captchas, throttles, account_identities',
    );
    await runner.query('alter table signing_keys drop column signs_from');
    await runner.query(
      'alter table clients drop column created_at, drop column closed_at, drop column version',
    );
    await runner.query('drop index refresh_tokens_account');
    await runner.query(
      `alter table accounts drop column language, drop column created_at, drop column last_used_at,
         drop column closed_at, drop column version`,
    );
  }
}
