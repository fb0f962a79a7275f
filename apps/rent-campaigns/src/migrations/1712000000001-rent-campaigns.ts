import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

/** The columns of a version. Keys compare byte by byte, because a locale makes comparisons slower. */
const CONTENT = `
  reference_year integer not null,
  file_number text collate "C" not null,
  dwelling_ref text collate "C" not null,
  status text not null,
  channel text not null,
  landlord_siret text collate "C" not null,
  last_name text not null,
  birth_date date,
  rent_cents bigint not null,
  charges_cents bigint,
  shared_tenancy boolean not null,
  tenant_share_cents bigint,
  cotenants integer,
  tenant_status text not null,
  status_on date,
  arrears_cents bigint,
  arrears_since date,
  anomalies text[] not null,
  declared_on date not null,
  first_declared_on date,
  first_channel text,
  rectified boolean not null,
  import_id uuid,
  import_line integer,
  declared_by uuid,
  recorded_at timestamptz not null`;

const NAMES = CONTENT.split('\n')
  .map((line) => line.trim().split(' ')[0])
  .filter((name) => name !== '')
  .join(', ');

export class RentCampaigns1712000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.campaigns(runner);
    await this.declarations(runner);
    await this.tenancyEvents(runner);
    await this.followUp(runner);
  }

  private async campaigns(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table campaigns (
        reference_year integer primary key check (reference_year between 2000 and 2100),
        version integer not null,
        opens_on date not null,
        suspension_on date not null,
        closes_on date not null,
        correction_ends_on date not null,
        roster_id uuid,
        created_at timestamptz not null,
        check (opens_on < suspension_on and suspension_on <= closes_on and closes_on <= correction_ends_on)
      )`);
    // The id of a roster is the id of its import. The campaign points to the roster in force, so readers see
    // a new roster as a whole or not at all.
    await runner.query(`
      create table roster_entries (
        roster_id uuid not null,
        file_number text collate "C" not null,
        dwelling_ref text collate "C" not null,
        landlord_siret text collate "C" not null,
        landlord_kind text not null,
        name_key text not null,
        birth_date date,
        lease_starts_on date,
        shared_tenancy boolean not null,
        previous_rent_cents bigint,
        previous_charges_cents bigint,
        ceiling_cents bigint,
        aid_cents bigint,
        aid_paid_to text,
        primary key (roster_id, file_number, dwelling_ref)
      )`);
    await runner.query(`
      create index roster_entries_by_landlord
      on roster_entries (roster_id, landlord_siret, file_number, dwelling_ref)`);
  }

  private async declarations(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table declarations (
        id uuid primary key,
        version integer not null,${CONTENT},
        unique (reference_year, file_number, dwelling_ref),
        check (rent_cents >= 0)
      )`);
    await runner.query(`
      create index declarations_shared on declarations (reference_year, landlord_siret, dwelling_ref)
      where shared_tenancy`);
    await runner.query(`
      create index declarations_telling on declarations (import_id)
      where tenant_status in ('departed', 'deceased', 'management_end') or arrears_cents > 0`);
    await runner.query(`
      create table declaration_history (
        id uuid not null,
        version integer not null,${CONTENT},
        primary key (id, version)
      )`);
    // The database keeps each replaced version, so no statement can forget to keep it.
    await runner.query(`
      create function keep_superseded_declarations() returns trigger language plpgsql as $$
      begin
        insert into declaration_history (id, version, ${NAMES})
        select id, version, ${NAMES} from old_versions order by id;
        return null;
      end $$`);
    await runner.query(`
      create trigger declarations_superseded after update on declarations
      referencing old table as old_versions
      for each statement execute function keep_superseded_declarations()`);
  }

  private async tenancyEvents(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table tenancy_events (
        id uuid primary key,
        version integer not null,
        kind text not null,
        file_number text collate "C" not null,
        dwelling_ref text collate "C" not null,
        landlord_siret text collate "C" not null,
        occurred_on date not null,
        reported_on date not null,
        deceased text,
        hindrance text,
        cotenants integer,
        tenant_share_cents bigint,
        arrears_cents bigint,
        threshold_cents bigint,
        constituted boolean,
        report_due_on date,
        late boolean not null,
        last_day_of_right date,
        effective_on date,
        plan_due_on date,
        declaration_id uuid,
        reported_by uuid,
        recorded_at timestamptz not null,
        cancelled_at timestamptz
      )`);
    // An event that a line states and that is also reported by itself is one event.
    await runner.query(`
      create unique index tenancy_events_once on tenancy_events
        (file_number, dwelling_ref, kind, occurred_on) where cancelled_at is null`);
    await runner.query(`
      create index tenancy_events_by_landlord on tenancy_events (landlord_siret, id)`);
    await runner.query(`
      create index tenancy_events_by_declaration on tenancy_events (declaration_id)
      where declaration_id is not null`);
  }

  private async followUp(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table progress_snapshots (
        reference_year integer not null references campaigns (reference_year),
        taken_for date not null,
        counts jsonb not null,
        taken_at timestamptz not null,
        taken_by uuid,
        primary key (reference_year, taken_for)
      )`);
    await runner.query(`
      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'a snapshot is frozen';
      end $$`);
    await runner.query(`
      create trigger progress_snapshots_frozen before update or delete or truncate on progress_snapshots
      for each statement execute function refuse_change()`);
    await runner.query(`
      create table reminders (
        id uuid primary key,
        reference_year integer not null references campaigns (reference_year),
        month integer not null check (month between 1 and 12),
        landlord_siret text collate "C" not null,
        missing integer not null check (missing > 0),
        scheduled_at timestamptz not null,
        unique (reference_year, month, landlord_siret)
      )`);
    await runner.query(`
      create index reminders_by_landlord on reminders (reference_year, landlord_siret)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `drop table reminders, progress_snapshots, tenancy_events, declaration_history,
         declarations, roster_entries, campaigns`,
    );
    await runner.query('drop function refuse_change, keep_superseded_declarations');
  }
}
