import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

export class Referrals1720000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table referrals (
        id uuid primary key,
        reference text not null unique,
        version integer not null,
        status text not null,
        origin text not null,
        origin_detail text,
        channel text not null,
        referred_by uuid,
        file_number text not null check (file_number ~ '^[0-9]{7}$'),
        received_on date not null,
        benefit text not null,
        reason text not null,
        description text not null,
        prior_claim_made_on date,
        prior_claim_reference text,
        court_seized boolean not null,
        appeal_deadline date,
        assigned_to uuid,
        handled_by text[] not null,
        decision text,
        ground text,
        notified_on date,
        opened_on date,
        information_requested_on date,
        information_due_on date,
        redirected_to text,
        transmitted_on date,
        person_informed_on date,
        solution text,
        solution_proposed_on date,
        solution_answer text,
        solution_answered_on date,
        resolution text,
        outcome text,
        communicated_to_person_on date,
        communicated_to_service_on date,
        closed_on date,
        summary text,
        arrears_cents bigint check (arrears_cents >= 0),
        overpayment_cents bigint check (overpayment_cents >= 0),
        court_seized_on date,
        withdrawn_on date,
        joined_to uuid references referrals (id),
        joined_on date,
        created_at timestamptz not null,
        check (opened_on >= received_on),
        check (prior_claim_made_on <= received_on)
      )`);
    await runner.query(
      'create index referrals_by_receipt on referrals (received_on desc, id desc)',
    );
    await runner.query('create index referrals_by_file on referrals (file_number)');
    await runner.query(
      'create index referrals_by_sender on referrals (referred_by) where referred_by is not null',
    );
    await runner.query(
      'create index referrals_by_mediator on referrals (assigned_to) where assigned_to is not null',
    );
    // The numbers that people receive have no gap; a sequence would leave gaps.
    await runner.query(`
      create table reference_counters (
        year integer primary key,
        last integer not null
      )`);
    await runner.query(`
      create table information_requests (
        id uuid primary key,
        referral_id uuid not null references referrals (id),
        addressee text not null,
        addressee_name text,
        question text not null,
        asked_on date not null,
        due_on date not null,
        answer text,
        answered_on date
      )`);
    await runner.query(
      'create index information_requests_by_referral on information_requests (referral_id)',
    );
    await runner.query(
      'create index information_requests_by_addressee on information_requests (addressee_name, due_on desc, id desc)',
    );
    await runner.query(`
      create table recommendations (
        id uuid primary key,
        referral_id uuid not null references referrals (id),
        addressed_to text not null,
        kind text not null,
        legal_basis text not null,
        text text not null,
        issued_on date not null,
        answer_due_on date not null,
        answer text,
        reason text,
        answered_on date,
        effective_on date,
        withdrawn_on date
      )`);
    await runner.query('create index recommendations_by_referral on recommendations (referral_id)');
    await runner.query(`
      create table notes (
        id uuid primary key,
        referral_id uuid not null references referrals (id),
        author uuid not null,
        text text not null,
        written_at timestamptz not null
      )`);
    await runner.query('create index notes_by_referral on notes (referral_id, id)');
    await runner.query(`
      create table timeline_entries (
        id uuid primary key,
        referral_id uuid not null references referrals (id),
        kind text not null,
        occurred_on date not null,
        detail text,
        recorded_by uuid not null,
        recorded_at timestamptz not null
      )`);
    await runner.query('create index timeline_by_referral on timeline_entries (referral_id, id)');
    await runner.query(`
      create table read_entries (
        id uuid primary key,
        referral_id uuid not null references referrals (id),
        reader uuid not null,
        part text not null,
        read_at timestamptz not null
      )`);
    await runner.query('create index reads_by_referral on read_entries (referral_id, id)');
    await runner.query(`
      create table national_figures (
        year integer primary key,
        opened integer not null check (opened >= 0),
        mean_days_to_decision numeric(6, 2) not null check (mean_days_to_decision >= 0),
        source text not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `drop table national_figures, read_entries, timeline_entries, notes, recommendations,
                  information_requests, reference_counters, referrals`,
    );
  }
}
