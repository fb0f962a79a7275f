import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

/** Adds what ends access tokens early, what counts refused tries, and where an account is used from. */
export class Defences1710000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table subject_revocations (
        subject_id uuid primary key,
        issued_before timestamptz not null
      )`);
    await runner.query(
      'create index subject_revocations_issued_before on subject_revocations (issued_before)',
    );
    // Refusals of one kind from one address, until the window is over and they become one security event.
    await runner.query(`
      create table refusal_counts (
        key text primary key,
        kind text not null,
        subject_id uuid,
        address_hash text,
        window_from timestamptz not null,
        last_at timestamptz not null,
        refusals integer not null
      )`);
    // Keyed hashes of a name with a network address from which somebody signed in with this name.
    await runner.query(`
      create table known_addresses (
        key text primary key,
        last_success_at timestamptz not null
      )`);
    await runner.query(
      'create index known_addresses_last_success_at on known_addresses (last_success_at)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table known_addresses, refusal_counts, subject_revocations');
  }
}
