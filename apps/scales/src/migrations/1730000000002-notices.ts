import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

/** Who wants to know of a scale, and what they were told. A subscriber is an organisation, or an account without one. */
export class Notices1730000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table subscriptions (
        id uuid primary key,
        subscriber text not null,
        scale_code text not null references scales (code),
        created_at timestamptz not null,
        unique (subscriber, scale_code)
      )`);
    await runner.query('create index subscriptions_by_scale on subscriptions (scale_code)');
    await runner.query(`
      create table notices (
        id uuid primary key,
        subscriber text not null,
        version_id uuid not null references versions (id),
        scales text[] not null,
        effective_from date not null,
        published_on date not null,
        correction boolean not null,
        created_at timestamptz not null,
        unique (subscriber, version_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table notices, subscriptions');
  }
}
