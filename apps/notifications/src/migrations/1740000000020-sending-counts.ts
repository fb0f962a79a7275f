import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

export class SendingCounts1740000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table sending_counts (
        -- A recipient as a keyed digest, or a service that asks for messages.
        subject text not null,
        hour timestamptz not null,
        sent integer not null,
        primary key (subject, hour)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table sending_counts');
  }
}
