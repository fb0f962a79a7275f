import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

/** Second factors of accounts, the sign-ins that wait for one, and their reset by two administrators. */
export class SecondFactors1710000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table second_factors (
        id uuid primary key,
        account_id uuid not null references accounts (id),
        kind text not null check (kind in ('totp', 'passkey')),
        sealed text not null,
        credential_id text unique,
        public_key text,
        transports text[] not null,
        sign_count bigint not null,
        device_bound boolean not null,
        last_step integer,
        created_at timestamptz not null,
        confirmed_at timestamptz,
        last_used_at timestamptz,
        check ((kind = 'passkey') = (credential_id is not null)),
        check ((kind = 'passkey') = (public_key is not null))
      )`);
    await runner.query('create index second_factors_account on second_factors (account_id)');
    await runner.query(`
      create table recovery_codes (
        id uuid primary key,
        account_id uuid not null references accounts (id),
        code_hash text not null,
        created_at timestamptz not null,
        used_at timestamptz,
        unique (account_id, code_hash)
      )`);
    await runner.query(`
      create table passkey_registrations (
        account_id uuid primary key references accounts (id),
        challenge text not null,
        expires_at timestamptz not null
      )`);
    await runner.query(`
      create table pending_sign_ins (
        id uuid primary key,
        account_id uuid not null references accounts (id),
        account_version integer not null,
        token_hash text not null unique,
        challenge text,
        tries integer not null,
        expires_at timestamptz not null,
        completed_at timestamptz
      )`);
    await runner.query('create index pending_sign_ins_account on pending_sign_ins (account_id)');
    await runner.query('create index pending_sign_ins_expires_at on pending_sign_ins (expires_at)');
    await runner.query(`
      create table second_factor_resets (
        id uuid primary key,
        account_id uuid not null references accounts (id),
        reason text not null,
        requested_by uuid not null,
        requested_at timestamptz not null,
        expires_at timestamptz not null,
        decision text check (decision in ('approved', 'refused')),
        decided_by uuid check (decided_by <> requested_by or decision = 'refused'),
        decided_at timestamptz,
        version integer not null
      )`);
    await runner.query(
      'create index second_factor_resets_account on second_factor_resets (account_id)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table second_factor_resets, pending_sign_ins, passkey_registrations, recovery_codes, second_factors',
    );
  }
}
