import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

export class Organisations1710000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table organisations (
        id uuid primary key,
        code text not null unique,
        siret text not null unique,
        name text not null,
        category text not null,
        legal_representative text,
        created_at timestamptz not null,
        version integer not null
      )`);
    await runner.query(`
      create table agreements (
        id uuid primary key,
        organisation_id uuid not null references organisations (id),
        purpose text not null,
        extranets text[] not null,
        status text not null,
        status_on date not null,
        ends_on date,
        created_at timestamptz not null,
        version integer not null
      )`);
    await runner.query('create index agreements_organisation on agreements (organisation_id, id)');
    await runner.query(`
      create table agreement_steps (
        id uuid primary key,
        agreement_id uuid not null references agreements (id),
        status text not null,
        step_on date not null,
        reason text,
        recorded_by uuid not null,
        recorded_at timestamptz not null
      )`);
    await runner.query('create index agreement_steps_agreement on agreement_steps (agreement_id)');
    await runner.query(`
      create table agents (
        id uuid primary key,
        organisation_id uuid not null references organisations (id),
        agreement_id uuid not null references agreements (id),
        account_id uuid not null unique references accounts (id),
        profile text not null,
        administrator boolean not null,
        starts_on date not null,
        ends_on date,
        recertified_on date not null,
        invited_at timestamptz,
        ended_at timestamptz,
        end_reason text,
        created_at timestamptz not null,
        version integer not null
      )`);
    await runner.query('create index agents_organisation on agents (organisation_id, id)');
    await runner.query('create index agents_agreement on agents (agreement_id)');
    await runner.query('create index agents_active on agents (id) where ended_at is null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table agents, agreement_steps, agreements, organisations');
  }
}
