import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

export class Accounts1710000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table accounts (
        id uuid primary key,
        username text not null unique,
        password_hash text not null,
        roles text[] not null,
        file_number text,
        organisation text,
        services text[] not null,
        password_changed_at timestamptz not null
      )`);
    await runner.query(`
      create table clients (
        id uuid primary key,
        client_id text not null unique,
        secret_hash text not null,
        scopes text[] not null
      )`);
    await runner.query(`
      create table refresh_tokens (
        id uuid primary key,
        family_id uuid not null,
        account_id uuid not null references accounts (id),
        token_hash text not null unique,
        expires_at timestamptz not null,
        used_at timestamptz,
        revoked_at timestamptz
      )`);
    await runner.query('create index refresh_tokens_family on refresh_tokens (family_id)');
    await runner.query('create index refresh_tokens_expires_at on refresh_tokens (expires_at)');
    await runner.query(`
      create table signing_keys (
        kid text primary key,
        public_jwk jsonb not null,
        sealed_private_key text not null,
        created_at timestamptz not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table signing_keys, refresh_tokens, clients, accounts');
  }
}
