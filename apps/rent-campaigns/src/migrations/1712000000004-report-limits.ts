import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

/**
 * Whether a report is late follows from the day that the law counts and from the calendar of the day on which
 * somebody asks, so it is not stored any more.
 */
export class ReportLimits1712000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table tenancy_events drop column late');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table tenancy_events add column late boolean');
    await runner.query(
      'update tenancy_events set late = coalesce(reported_on > report_due_on, false)',
    );
    await runner.query('alter table tenancy_events alter column late set not null');
  }
}
