import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

export class Audit1710000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table audit_events (
        id uuid primary key,
        position bigint unique,
        at timestamptz not null,
        kind text not null,
        subject_id uuid,
        actor_id uuid,
        subject_hash text,
        address_hash text,
        details jsonb not null
      )`);
    await runner.query('create index audit_events_at on audit_events (at desc, id desc)');
    await runner.query('create index audit_events_subject on audit_events (subject_id, at desc)');
    await runner.query(
      'create index audit_events_unsealed on audit_events (at) where position is null',
    );
    await runner.query(`
      create table audit_seals (
        number bigint primary key,
        first_position bigint not null,
        last_position bigint not null,
        digest text not null,
        previous_hash text not null,
        hash text not null,
        mac text not null,
        sealed_at timestamptz not null,
        purged_at timestamptz
      )`);
    // The trigger protects from mistakes, the hash chain shows intent. An event gets its place once, and only
    // the purge deletes the event.
    await runner.query(`
      create function audit_events_guard() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' then
          if current_setting('passerelle.audit_purge', true) = 'on' then return old; end if;
        elsif old.position is null and new.position is not null
          and (old.id, old.at, old.kind, old.details) = (new.id, new.at, new.kind, new.details)
          and (old.subject_id, old.actor_id, old.subject_hash, old.address_hash)
              is not distinct from
              (new.subject_id, new.actor_id, new.subject_hash, new.address_hash) then
          return new;
        end if;
        raise exception 'the audit trail is written once';
      end $$`);
    await runner.query(`
      create trigger audit_events_guard before update or delete on audit_events
      for each row execute function audit_events_guard()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table audit_events, audit_seals');
    await runner.query('drop function audit_events_guard');
  }
}
