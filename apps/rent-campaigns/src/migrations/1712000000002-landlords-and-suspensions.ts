import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

export class LandlordsAndSuspensions1712000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table landlord_contacts (
        siret text collate "C" primary key,
        version integer not null,
        sealed text not null,
        source text not null check (source in ('given', 'roster')),
        updated_at timestamptz not null
      )`);
    await runner.query(`
      alter table reminders
        add column outcome text
          check (outcome in ('requested', 'declared', 'no_contact', 'lapsed')),
        add column settled_at timestamptz`);
    // Before this version no message was sent, so all earlier reminders have lapsed.
    await runner.query(`update reminders set outcome = 'lapsed', settled_at = scheduled_at`);
    await runner.query(`
      alter table reminders add check ((outcome is null) = (settled_at is null))`);
    await runner.query(`create index reminders_open on reminders (id) where outcome is null`);
    await runner.query(`
      create table suspensions (
        id uuid primary key,
        version integer not null,
        reference_year integer not null references campaigns (reference_year),
        file_number text collate "C" not null,
        dwelling_ref text collate "C" not null,
        landlord_siret text collate "C" not null,
        suspended_on date not null,
        status text not null check (status in ('suspended', 'regularised', 'withdrawn')),
        ended_on date,
        declaration_id uuid,
        reason text,
        recorded_at timestamptz not null,
        unique (reference_year, file_number, dwelling_ref),
        check ((status = 'suspended') = (ended_on is null)),
        check ((status = 'regularised') = (declaration_id is not null)),
        check ((status = 'withdrawn') = (reason is not null))
      )`);
    await runner.query(`
      create index suspensions_in_force on suspensions (reference_year, file_number, dwelling_ref)
      where status = 'suspended'`);
    await runner.query(`create index suspensions_newest on suspensions (reference_year, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table suspensions, landlord_contacts');
    await runner.query('drop index reminders_open');
    await runner.query('alter table reminders drop column outcome, drop column settled_at');
  }
}
