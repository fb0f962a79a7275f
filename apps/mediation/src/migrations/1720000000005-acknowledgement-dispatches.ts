import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

export class AcknowledgementDispatches1720000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table acknowledgement_dispatches (
        referral_id uuid primary key references referrals (id),
        due_at timestamptz not null,
        requested_at timestamptz,
        routed_at timestamptz,
        channel text check (channel in ('email', 'letter'))
      )`);
    await runner.query(
      'create index acknowledgement_dispatches_waiting on acknowledgement_dispatches (due_at) where requested_at is null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table acknowledgement_dispatches');
  }
}
